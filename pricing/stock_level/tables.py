from django.utils.translation import gettext_lazy as _

from pricing.stock_level.models import StockLevel
from salesmgmt.core.web.tables import BaseTable, Column, DocumentLinkColumn, PersonColumn


class StockLevelTable(BaseTable):
    code = DocumentLinkColumn(accessor="product__code", verbose_name=_("product code"))
    product = Column(accessor="product__name", verbose_name=_("product"))
    spec = Column(accessor="product__spec", verbose_name=_("specification"), phone=False)
    unit = Column(accessor="product__unit", verbose_name=_("unit of quantity"), phone=False)
    created_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = StockLevel
        fields = ("code", "product", "spec", "quantity", "unit", "as_of", "remark", "created_by")
