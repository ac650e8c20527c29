"""Addresses of the ready views."""

from django.urls import path

from performance.ready_view.views import ReadyViewPage, ReadyViewRows, ready_views

urlpatterns = [
    path("performance/ready/", ready_views, name="ready-views"),
    path("performance/ready/<slug:code>/", ReadyViewPage.as_view(), name="ready-view"),
    path("performance/ready/<slug:code>/rows/", ReadyViewRows.as_view(), name="ready-view-rows"),
]
