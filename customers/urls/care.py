"""Addresses of customer care and events."""

urlpatterns = []
