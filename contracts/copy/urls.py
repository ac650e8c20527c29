"""The address of the list of copies."""

from django.urls import path

from contracts.copy.views import CopyList
from salesmgmt.core.registry import register_list

urlpatterns = [path("contract-copies/", register_list(CopyList).as_view(), name="contract-copies")]
