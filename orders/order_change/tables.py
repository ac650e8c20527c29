from django.utils.translation import gettext_lazy as _

from orders.order_change.models import OrderChange
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, PersonColumn


class OrderChangeTable(BaseTable):
    number = DocumentLinkColumn()
    order = Column(accessor="order__number", verbose_name=_("order"))
    customer = Column(accessor="order__customer__name", verbose_name=_("customer"))
    content = Column(phone=False)
    owner = PersonColumn(accessor="order__customer__owner", verbose_name=_("responsible rep"))
    created_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = OrderChange
        fields = ("number", "status", "kind", "order", "customer", "content", "owner", "created_at")
