from django.utils.translation import gettext_lazy

from orders.bad_debt.models import DoubtfulReceivable, WriteOff
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, LineTable, MoneyColumn, PersonColumn


class DoubtfulTable(BaseTable):
    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    invoice = Column(
        accessor="invoice__number",
        linkify=lambda record: record.invoice.get_absolute_url(),
        verbose_name=gettext_lazy("invoice"),
        phone=False,
    )
    still_open = MoneyColumn(accessor="still_open", orderable=False, verbose_name=gettext_lazy("still open"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"), phone=False)

    class Meta(BaseTable.Meta):
        model = DoubtfulReceivable
        fields = (
            "number",
            "status",
            "customer",
            "invoice",
            "cause",
            "marked_on",
            "amount",
            "still_open",
            "ended_on",
            "written_off",
            "recovered",
            "owner",
        )


class WriteOffTable(BaseTable):
    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    invoice = Column(accessor="doubtful__invoice__number", verbose_name=gettext_lazy("invoice"), phone=False)
    created_by = PersonColumn(verbose_name=gettext_lazy("proposed by"), phone=False)

    class Meta(BaseTable.Meta):
        model = WriteOff
        fields = ("number", "status", "customer", "invoice", "amount", "decided_on", "created_by")


class WriteOffLines(LineTable):
    """The proposals about one doubtful receivable."""

    number = DocumentLinkColumn()
    created_by = PersonColumn(verbose_name=gettext_lazy("proposed by"))

    class Meta(BaseTable.Meta):
        model = WriteOff
        fields = ("number", "status", "amount", "decided_on", "created_by")
