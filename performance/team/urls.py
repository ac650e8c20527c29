"""Addresses of the team page and of each person's."""

from django.urls import path

from performance.team.views import mine, person, team

urlpatterns = [
    path("performance/team/", team, name="performance-team"),
    path("performance/team/mine/", mine, name="performance-mine"),
    path("performance/team/<int:pk>/", person, name="performance-person"),
]
