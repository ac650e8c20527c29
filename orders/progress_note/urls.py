"""The address of the report of customers to be informed."""

from django.urls import path

from orders.progress_note.views import NotInformedList
from salesmgmt.core.registry import register_list

urlpatterns = [path("orders/not-informed/", register_list(NotInformedList).as_view(), name="order-not-informed-list")]
