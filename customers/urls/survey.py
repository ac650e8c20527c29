"""Addresses of satisfaction surveys."""

urlpatterns = []
