"""Deliveries to bill as rows."""

from django.utils.translation import gettext_lazy

from orders.billing.models import BillingGroup
from orders.delivery.models import DeliveryNote
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    MoneyColumn,
    PersonColumn,
)


class BillableTable(BaseTable):
    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    order = Column(linkify=lambda record: record.order.get_absolute_url(), verbose_name=gettext_lazy("order"))
    signed_at = DateColumn(kind="datetime")
    amount = MoneyColumn(accessor="billable_amount", verbose_name=gettext_lazy("accepted, tax included"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"))

    class Meta(BaseTable.Meta):
        model = DeliveryNote
        fields = ("number", "status", "customer", "order", "signed_at", "amount", "owner")
        order_by = ("signed_at",)


class BillingGroupTable(LineTable):
    label = Column(verbose_name=gettext_lazy("group"))
    deliveries = Column(kind="int")
    invoice = Column(linkify=lambda record: record.invoice.get_absolute_url(), verbose_name=gettext_lazy("invoice"))
    amount = MoneyColumn()
    reason = Column(verbose_name=gettext_lazy("why not"))

    class Meta(BaseTable.Meta):
        model = BillingGroup
        fields = ("label", "deliveries", "invoice", "amount", "reason")
