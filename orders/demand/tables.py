from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from orders.demand.models import DemandLine, DemandNotice
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    MoneyColumn,
    OverdueDaysColumn,
    PersonColumn,
    QuantityColumn,
)


class DemandTable(BaseTable):
    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"))
    contract = Column(accessor="contract__number", verbose_name=_("contract"), phone=False)
    first_due = OverdueDaysColumn(
        verbose_name=_("first delivery time"),
        running=(
            DemandNotice.Status.RECEIVED,
            DemandNotice.Status.CHECKED,
            DemandNotice.Status.HEAD_REVIEW,
            DemandNotice.Status.GM_EXCEPTION,
        ),
    )
    created_by = PersonColumn(shown=False)
    customer_reference = Column(shown=False)

    class Meta(BaseTable.Meta):
        model = DemandNotice
        fields = (
            "number",
            "status",
            "customer",
            "kind",
            "channel",
            "received_at",
            "amount",
            "first_due",
            "owner",
            "contract",
            "customer_reference",
            "created_by",
        )


class ProductColumn(Column):
    """The product's name with its code below: two columns' worth in one."""

    def render(self, value):
        return format_html("{}<small>{}</small>", value.name, value.code)


class _Goods(LineTable):
    """Product, state, quantity, price and amount of a line."""

    product = ProductColumn(verbose_name=_("product"))
    spec = Column(verbose_name=_("specification"), phone=False)
    state = Column(verbose_name=_("product state"))
    quantity = QuantityColumn(verbose_name=_("quantity"))
    unit = Column(verbose_name=_("unit of quantity"))
    price = MoneyColumn(verbose_name=_("unit price"))
    amount = MoneyColumn(verbose_name=_("amount"))
    due_date = DateColumn(verbose_name=_("due date"))

    class Meta(LineTable.Meta):
        fields = ("product", "spec", "state", "quantity", "unit", "price", "amount", "due_date")


class DemandLineTable(_Goods):
    due_date = DateColumn(verbose_name=_("delivery time"))

    class Meta(_Goods.Meta):
        model = DemandLine
