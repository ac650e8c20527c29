"""The address of a customer's account."""

from django.urls import path

from orders.account.views import CustomerAccount
from salesmgmt.core.registry import register_list

urlpatterns = [path("customers/<int:pk>/account/", register_list(CustomerAccount).as_view(), name="customer-account")]
