"""Addresses of complaints."""

urlpatterns = []
