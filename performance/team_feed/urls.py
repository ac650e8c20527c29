"""Address of the team's feed."""

from django.urls import path

from performance.team_feed.views import team_feed

urlpatterns = [path("performance/team/feed/", team_feed, name="team-feed")]
