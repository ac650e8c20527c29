"""Addresses of the calendar of visits and of the weekly grid."""

from django.urls import path

from customers.visit_week.views import VisitCalendar, VisitCompliance

urlpatterns = [
    path("visits/calendar/", VisitCalendar.as_view(), name="visit-calendar"),
    path("visits/compliance/", VisitCompliance.as_view(), name="visit-compliance"),
]
