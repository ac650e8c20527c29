"""The address of the list of what is late."""

from django.urls import path

from orders.order_life.views import LateLineList
from salesmgmt.core.registry import register_list

urlpatterns = [path("orders/late/", register_list(LateLineList).as_view(), name="late-line-list")]
