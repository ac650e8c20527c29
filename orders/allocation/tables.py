from django.utils.translation import gettext_lazy

from orders.allocation.models import Allocation
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    LineTable,
    MoneyColumn,
    PersonColumn,
)


class AllocationTable(LineTable):
    """What was set against an invoice, or where a payment went."""

    date = DateColumn(verbose_name=gettext_lazy("date"))
    origin = Column(
        accessor="origin",
        linkify=lambda record: record.origin.get_absolute_url(),
        verbose_name=gettext_lazy("taken from"),
    )
    invoice = Column(linkify=lambda record: record.invoice.get_absolute_url(), verbose_name=gettext_lazy("invoice"))
    amount = MoneyColumn(verbose_name=gettext_lazy("amount"))
    created_by = PersonColumn(verbose_name=gettext_lazy("allocated by"))

    class Meta(BaseTable.Meta):
        model = Allocation
        fields = ("date", "origin", "invoice", "amount", "created_by")
