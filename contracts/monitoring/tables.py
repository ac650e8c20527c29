from django.utils.translation import gettext_lazy as _

from contracts.contract.models import Contract
from contracts.monitoring.models import Deviation
from contracts.monitoring.states import DeviationStatus
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    DateColumn,
    DocumentLinkColumn,
    OverdueDaysColumn,
    PersonColumn,
    StatusColumn,
    TextColumn,
)


class DeviationTable(BaseTable):
    sorted_by = ("found_on",)

    contract = DocumentLinkColumn(
        accessor="contract", linkify=lambda record: record.get_absolute_url(), verbose_name=_("Contract")
    )
    customer = TextColumn(accessor="contract__customer__name", verbose_name=_("Customer"))
    clause = TextColumn()
    text = TextColumn(phone=False)
    status = StatusColumn()
    found_on = DateColumn()
    due_on = OverdueDaysColumn(running=(DeviationStatus.OPEN, DeviationStatus.CORRECTING))
    owner = PersonColumn(accessor="contract__customer__owner", verbose_name=_("Responsible rep"), phone=False)

    class Meta:
        model = Deviation
        fields = ["contract", "customer", "clause", "text", "status", "found_on", "due_on", "owner"]


class RiskTable(BaseTable):
    """One column for each thing that may be missing (RSK-06)."""

    sorted_by = ("number", "end_date")

    number = DocumentLinkColumn(verbose_name=_("Contract"))
    customer = TextColumn(accessor="customer__name", verbose_name=_("Customer"))
    status = StatusColumn()
    end_date = DateColumn()
    no_original = BooleanColumn(verbose_name=_("Original not filed"))
    no_annex = BooleanColumn(verbose_name=_("Annex missing"))
    no_seal = BooleanColumn(verbose_name=_("Signature or seal missing"))
    is_over = BooleanColumn(verbose_name=_("Run out"))
    breach_open = BooleanColumn(verbose_name=_("Open breach"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("Responsible rep"), phone=False)

    class Meta:
        model = Contract
        fields = [
            "number",
            "customer",
            "status",
            "end_date",
            "no_original",
            "no_annex",
            "no_seal",
            "is_over",
            "breach_open",
            "owner",
        ]
