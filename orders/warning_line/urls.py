"""The address of the alerts of the warning line."""

from django.urls import path

from orders.warning_line.views import LineAlertList
from salesmgmt.core.registry import register_list

urlpatterns = [path("warning-lines/", register_list(LineAlertList).as_view(), name="line-alert-list")]
