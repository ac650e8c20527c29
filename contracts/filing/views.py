"""The list of filed originals: which contract lies on which shelf."""

from django.utils.translation import gettext_lazy as _

from contracts.filing.filters import FilingFilter
from contracts.filing.models import ContractFiling
from contracts.filing.tables import FilingTable
from salesmgmt.core.web.lists import ListPage


class FilingList(ListPage):
    model = ContractFiling
    table_class = FilingTable
    filterset_class = FilingFilter
    matrix_key, key = "contract", "contract-filings"
    title = _("Filed originals")
    icon = "archive"
    empty_title = _("No original filed yet")
    empty_text = _("Contract management files the original on the page of a signed contract.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("contract__customer", "received_by")

    @classmethod
    def may_export(cls, user):
        return False
