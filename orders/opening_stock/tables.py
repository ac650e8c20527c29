from django.utils.translation import gettext_lazy as _

from orders.opening_stock.models import OpeningStock
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, PersonColumn


class OpeningStockTable(BaseTable):
    code = DocumentLinkColumn(accessor="product__code", verbose_name=_("product code"))
    product = Column(accessor="product__name", verbose_name=_("product"))
    created_by = PersonColumn(phone=False)
    created_at = DateColumn(kind="datetime", phone=False)

    class Meta(BaseTable.Meta):
        model = OpeningStock
        fields = ("code", "product", "quantity", "book", "remark", "created_by", "created_at")
