"""Addresses of after-sales service."""

urlpatterns = []
