"""The address of the monthly summary of complaints."""

from django.urls import path

from customers.complaint_summary.views import ComplaintSummary

urlpatterns = [path("complaints/summary/", ComplaintSummary.as_view(), name="complaint-summary")]
