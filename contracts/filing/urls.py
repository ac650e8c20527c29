"""The address of the list of filed originals."""

from django.urls import path

from contracts.filing.views import FilingList
from salesmgmt.core.registry import register_list

urlpatterns = [path("contract-filings/", register_list(FilingList).as_view(), name="contract-filings")]
