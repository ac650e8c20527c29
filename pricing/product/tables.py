from django.utils.translation import gettext_lazy

from pricing.product.columns import RateColumn
from pricing.product.models import Product
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    Column,
    DateColumn,
    DocumentLinkColumn,
    MoneyColumn,
)


class ProductTable(BaseTable):
    code = DocumentLinkColumn()
    name = Column()
    category = Column(phone=False)
    list_price = MoneyColumn(verbose_name=gettext_lazy("list price"))
    unit_cost = MoneyColumn(verbose_name=gettext_lazy("unit cost"), cost=True)
    pricing_strategy = Column(phone=False)
    tax_rate = RateColumn(phone=False)
    quality_standard = Column(shown=False)
    is_new_until = DateColumn(shown=False)
    is_active = BooleanColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = Product
        fields = (
            "code",
            "name",
            "spec",
            "unit",
            "category",
            "list_price",
            "unit_cost",
            "pricing_strategy",
            "tax_rate",
            "is_active",
            "is_new_until",
            "quality_standard",
        )
