"""Addresses of quality information."""

urlpatterns = []
