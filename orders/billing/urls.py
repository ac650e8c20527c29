"""The address of what is to be billed."""

from django.urls import path

from orders.billing.views import BillableList, billing_run, billing_runs
from salesmgmt.core.registry import register_list

urlpatterns = [
    path("invoices/billable/", register_list(BillableList).as_view(), name="billable-delivery-list"),
    path("invoices/billing-runs/", billing_runs, name="billing-runs"),
    path("invoices/billing-runs/<int:pk>/", billing_run, name="billing-run"),
]
