"""Addresses of market research."""

urlpatterns = []
