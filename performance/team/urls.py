"""Addresses of the team page and of each person's."""

from django.urls import path

from performance.team.views import mine, person, person_more, team

urlpatterns = [
    path("performance/team/", team, name="performance-team"),
    path("performance/team/mine/", mine, name="performance-mine"),
    path("performance/team/<int:pk>/", person, name="performance-person"),
    path("performance/team/<int:pk>/more/", person_more, name="performance-person-more"),
]
