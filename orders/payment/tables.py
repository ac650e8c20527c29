from django.utils.translation import gettext_lazy

from orders.payment.models import Allocation, Payment
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    DocumentLinkColumn,
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


class PaymentTable(BaseTable):
    sorted_by = ("number", "status", "date", "amount")

    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"))
    created_by = PersonColumn(shown=False)
    confirmed_by = PersonColumn(shown=False)
    method = Column(phone=False)
    reference = Column(phone=False)
    kind = Column(phone=False)

    class Meta(BaseTable.Meta):
        model = Payment
        fields = (
            "number", "status", "customer", "date", "amount", "unallocated", "kind", "method", "reference", "owner",
            "payer", "created_by", "confirmed_by",
        )  # fmt: skip
