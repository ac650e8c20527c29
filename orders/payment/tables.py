from django.utils.translation import gettext_lazy

from orders.payment.models import Payment
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DocumentLinkColumn,
    PersonColumn,
)


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
            "number",
            "status",
            "customer",
            "date",
            "amount",
            "unallocated",
            "kind",
            "method",
            "reference",
            "owner",
            "payer",
            "created_by",
            "confirmed_by",
        )
