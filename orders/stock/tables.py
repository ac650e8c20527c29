from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.stock.models import StockBalance, StockMovement
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    DocumentLinkColumn,
    PersonColumn,
    QuantityColumn,
)


class StateColumn(QuantityColumn):
    """What lies in one state: nothing is left out, so that what is there stands out, and a phone shows it alone."""

    def render(self, value):
        return super().render(value) if value else ""


class StockTable(BaseTable):
    code = DocumentLinkColumn(accessor="product__code", verbose_name=_("product code"))
    product = Column(accessor="product__name", verbose_name=_("product"))
    spec = Column(accessor="product__spec", verbose_name=_("specification"), phone=False)
    unit = Column(accessor="product__unit", verbose_name=_("unit of quantity"), phone=False)
    made, rework, passed = StateColumn(), StateColumn(), StateColumn()
    on_hand = QuantityColumn(verbose_name=pgettext_lazy("stock", "in the store"))
    bound, reserved, returned = StateColumn(), StateColumn(), StateColumn()

    class Meta(BaseTable.Meta):
        model = StockBalance
        fields = (
            "code",
            "product",
            "spec",
            "unit",
            "made",
            "rework",
            "passed",
            "on_hand",
            "free",
            "bound",
            "reserved",
            "returned",
        )


class MovementTable(BaseTable):
    sorted_by = ("at", "kind")  # it grows with every act

    at = DateColumn(kind="datetime")
    code = Column(accessor="product__code", verbose_name=_("product code"))
    product = Column(accessor="product__name", verbose_name=_("product"), phone=False)
    quantity = QuantityColumn()
    order = Column(accessor="order_line__order__number", verbose_name=_("order"), phone=False)
    by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = StockMovement
        fields = (
            "at",
            "kind",
            "code",
            "product",
            "from_state",
            "to_state",
            "quantity",
            "reference",
            "order",
            "comment",
            "by",
        )

    def render_reference(self, record, value):
        url = record.document_url
        return format_html('<a href="{}">{}</a>', url, value) if url else value
