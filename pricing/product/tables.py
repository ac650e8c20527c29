import django_tables2 as tables
from django.utils.translation import gettext_lazy

from pricing.product.columns import RateColumn
from pricing.product.models import Product
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    MoneyColumn,
    StatusColumn,
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


class ProductPriceTable(LineTable):
    """The price of a product in the lists, newest first."""

    price_list = Column(
        linkify=("price-list-detail", [tables.A("price_list_id")]), verbose_name=gettext_lazy("price list")
    )
    status = StatusColumn(accessor="price_list__status", verbose_name=gettext_lazy("status"))
    valid_from = DateColumn(accessor="price_list__valid_from", verbose_name=gettext_lazy("valid from"))
    price = MoneyColumn()
