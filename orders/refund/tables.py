from django.utils.translation import gettext_lazy

from orders.refund.models import Refund
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, PersonColumn


class RefundTable(BaseTable):
    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    origin = Column(
        accessor="origin",
        orderable=False,
        linkify=lambda record: record.origin.get_absolute_url(),
        verbose_name=gettext_lazy("refunded from"),
        phone=False,
    )
    created_by = PersonColumn(verbose_name=gettext_lazy("proposed by"), phone=False)

    class Meta(BaseTable.Meta):
        model = Refund
        fields = ("number", "status", "customer", "origin", "amount", "payee", "refunded_on", "created_by")
