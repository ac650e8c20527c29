"""Addresses of visits and follow-up calls."""

urlpatterns = []
