"""The address of what is to be billed."""

from django.urls import path

from orders.billing.views import BillableList
from salesmgmt.core.registry import register_list

urlpatterns = [path("invoices/billable/", register_list(BillableList).as_view(), name="billable-delivery-list")]
