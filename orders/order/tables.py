from django.utils.translation import gettext_lazy as _

from orders.demand.tables import _Goods
from orders.order.models import Order, OrderLine
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    Column,
    DateColumn,
    DocumentLinkColumn,
    PersonColumn,
    QuantityColumn,
)


class OrderTable(BaseTable):
    sorted_by = ("number", "status", "order_date", "amount")

    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=_("customer"))
    owner = PersonColumn(accessor="customer__owner", verbose_name=_("responsible rep"))
    contract = Column(accessor="contract__number", verbose_name=_("contract"), phone=False)
    first_due = DateColumn(verbose_name=_("first due date"))
    revision = QuantityColumn(kind="int", shown=False)
    plan_revision_due = BooleanColumn(shown=False)
    customer_reference = Column(shown=False)
    confirmed_at = DateColumn(kind="datetime", shown=False)

    class Meta(BaseTable.Meta):
        model = Order
        fields = (
            "number",
            "status",
            "customer",
            "kind",
            "order_date",
            "first_due",
            "amount",
            "owner",
            "contract",
            "customer_reference",
            "revision",
            "plan_revision_due",
            "confirmed_at",
        )


class OrdersOfTable(OrderTable):
    """On the page of a customer or a contract: with the customer's own number, by which he asks for his order."""

    customer_reference = Column(phone=False)

    class Meta(OrderTable.Meta):
        pass


class OrderLineTable(_Goods):
    place = Column(accessor="place", verbose_name=_("delivery place"), phone=False)
    supply_type = Column(verbose_name=_("supply"), phone=False)
    error_flag = BooleanColumn()

    class Meta(_Goods.Meta):
        model = OrderLine
        fields = (*_Goods.Meta.fields, "place", "supply_type", "error_flag")
