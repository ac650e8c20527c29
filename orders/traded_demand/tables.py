from django.utils.translation import gettext_lazy as _

from orders.traded_demand.models import TradedDemand
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, OverdueDaysColumn


class TradedDemandTable(BaseTable):
    no_totals = ("price",)

    number = DocumentLinkColumn()
    product = Column(accessor="order_line__product", verbose_name=_("product"))
    order = Column(accessor="order__number", verbose_name=_("order"))
    customer = Column(accessor="order__customer__name", verbose_name=_("customer"), phone=False)
    expected_on = OverdueDaysColumn(running=(TradedDemand.Status.ORDERED,))

    class Meta(BaseTable.Meta):
        model = TradedDemand
        fields = (
            "number",
            "status",
            "product",
            "quantity",
            "order",
            "customer",
            "supplier",
            "price",
            "expected_on",
            "arrived_on",
        )
