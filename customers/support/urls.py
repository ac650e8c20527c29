"""Addresses of the questions of feasibility."""

from django.urls import path

from customers.support.views import SupportList
from salesmgmt.core.registry import register_list

urlpatterns = [path("opportunities/support/", register_list(SupportList).as_view(), name="support-list")]
