from django.utils.translation import gettext_lazy as _

from orders.purchase_need.models import PurchaseNeed
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, OverdueDaysColumn


class PurchaseNeedTable(BaseTable):
    number = DocumentLinkColumn()
    order = Column(accessor="order__number", verbose_name=_("order"))
    customer = Column(accessor="order__customer__name", verbose_name=_("customer"), phone=False)
    need_date = OverdueDaysColumn(running=(PurchaseNeed.Status.OPEN, PurchaseNeed.Status.ORDERED))

    class Meta(BaseTable.Meta):
        model = PurchaseNeed
        fields = (
            "number",
            "status",
            "item",
            "quantity",
            "unit",
            "need_date",
            "order",
            "customer",
            "supplier",
            "expected_on",
            "arrived_on",
        )
