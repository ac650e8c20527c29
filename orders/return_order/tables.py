from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from orders.demand.tables import ProductColumn
from orders.return_order.models import ReturnLine, ReturnOrder
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    MoneyColumn,
    PersonColumn,
    QuantityColumn,
)


class ReturnTable(BaseTable):
    sorted_by = ("number", "status", "required_by")

    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"))
    required_by = DateColumn(kind="datetime")
    arrived_at = DateColumn(kind="datetime", phone=False)
    notified_at = DateColumn(kind="datetime", shown=False)
    cause = Column(shown=False)
    amount = MoneyColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = ReturnOrder
        fields = (
            "number",
            "status",
            "customer",
            "category",
            "required_by",
            "arrived_at",
            "amount",
            "owner",
            "cause",
            "notified_at",
        )


class ReturnLineTable(LineTable):
    """The return list: every slice with the delivery and the invoices it comes from, at their price and tax."""

    product = ProductColumn(verbose_name=_("product"))
    delivery = Column(
        accessor="delivery_line__note",
        verbose_name=_("delivery note"),
        linkify=lambda record: record.delivery_line.note.get_absolute_url(),
    )
    invoices = Column(empty_values=(), verbose_name=_("invoices"))
    unit = Column(accessor="delivery_line__order_line__unit", verbose_name=_("unit of quantity"), phone=False)
    quantity = QuantityColumn(verbose_name=_("quantity of the list"))
    counted = QuantityColumn()
    tax_rate = QuantityColumn(phone=False)
    price = MoneyColumn()
    amount = MoneyColumn()

    def __init__(self, *args, invoices=None, **kwargs):
        self.invoices = invoices or {}
        super().__init__(*args, **kwargs)

    class Meta(LineTable.Meta):
        model = ReturnLine
        fields = (
            "product",
            "delivery",
            "invoices",
            "quantity",
            "counted",
            "unit",
            "price",
            "tax_rate",
            "amount",
            "outcome",
            "remark",
        )

    def render_invoices(self, record):
        found = self.invoices.get(record.delivery_line_id)
        return format_html_join("、", "{}", ((number,) for number in found.values())) if found else "—"
