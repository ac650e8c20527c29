"""The address of the report of returns."""

from django.urls import path

from orders.return_report.views import ReturnReport

urlpatterns = [path("returns/report/", ReturnReport.as_view(), name="return-report")]
