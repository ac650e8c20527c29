from django.utils.translation import gettext_lazy as _

from orders.production.models import Production
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    Column,
    DateColumn,
    DocumentLinkColumn,
    OverdueDaysColumn,
    QuantityColumn,
)


class ProductionTable(BaseTable):
    number = DocumentLinkColumn()
    product = Column(accessor="order_line__product", verbose_name=_("product"))
    order = Column(accessor="order__number", verbose_name=_("order"))
    customer = Column(accessor="order__customer__name", verbose_name=_("customer"), phone=False)
    quantity_done = QuantityColumn()
    planned_date = OverdueDaysColumn(
        running=(Production.Status.PLANNED, Production.Status.IN_PRODUCTION, Production.Status.REWORK)
    )
    delayed = BooleanColumn(phone=False)
    expected_date = DateColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = Production
        fields = (
            "number",
            "status",
            "kind",
            "product",
            "order",
            "customer",
            "quantity",
            "quantity_done",
            "planned_date",
            "delayed",
            "expected_date",
            "started_at",
            "completed_at",
        )
