from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.stock_count.models import StockCount
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, PersonColumn, QuantityColumn


class StockCountTable(BaseTable):
    number = DocumentLinkColumn()
    code = Column(accessor="product__code", verbose_name=_("product code"))
    product = Column(accessor="product__name", verbose_name=_("product"))
    difference = QuantityColumn(verbose_name=pgettext_lazy("stock count", "difference"), orderable=False)
    created_by = PersonColumn(verbose_name=_("counted by"), phone=False)
    created_at = DateColumn(kind="datetime", phone=False)
    decided_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = StockCount
        fields = (
            "number",
            "status",
            "code",
            "product",
            "counted",
            "book",
            "difference",
            "reason",
            "created_by",
            "created_at",
            "decided_by",
        )
