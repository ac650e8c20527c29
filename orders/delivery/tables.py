from django.utils.translation import gettext_lazy as _

from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, LineTable, MoneyColumn


class DeliveryTable(BaseTable):
    sorted_by = ("number", "status", "planned_date")

    number = DocumentLinkColumn()
    order = Column(accessor="order__number", verbose_name=_("order"))
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    expected_at = DateColumn(kind="datetime", phone=False)
    formalities_due_at = DateColumn(kind="datetime", phone=False)
    signed_at = DateColumn(kind="datetime", phone=False, shown=False)

    class Meta(BaseTable.Meta):
        model = DeliveryNote
        fields = (
            "number",
            "status",
            "customer",
            "order",
            "kind",
            "planned_date",
            "expected_at",
            "delivered_at",
            "formalities_due_at",
            "signed_at",
            "receiver",
        )


class DeliveryLineTable(LineTable):
    product = Column(accessor="product__name", verbose_name=_("product"))
    code = Column(accessor="product__code", verbose_name=_("code"), phone=False)
    unit = Column(accessor="order_line__unit", verbose_name=_("unit of quantity"))
    price = MoneyColumn()

    class Meta(LineTable.Meta):
        model = DeliveryNoteLine
        fields = ("code", "product", "quantity", "unit", "accepted_quantity", "price", "batch", "packages", "remark")
