import django_tables2 as tables
from django.utils.translation import gettext_lazy

from pricing.price_list.models import PriceList, PriceListItem, PriceRule
from pricing.product.columns import RateColumn
from salesmgmt.core.templatetags.salesmgmt import money
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    MoneyColumn,
    PersonColumn,
    QuantityColumn,
    StatusColumn,
)


class PriceListTable(BaseTable):
    name = DocumentLinkColumn(accessor="name")
    item_count = QuantityColumn(verbose_name=gettext_lazy("products"), kind="int")
    created_by = PersonColumn(phone=False)
    released_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = PriceList
        fields = ("name", "version", "status", "valid_from", "item_count", "number", "created_by", "released_by")


class PriceItemTable(LineTable):
    product = Column(
        accessor="product__code",
        linkify=("product-detail", [tables.A("product_id")]),
        verbose_name=gettext_lazy("product code"),
    )
    name = Column(accessor="product__name", verbose_name=gettext_lazy("product name"))
    spec = Column(accessor="product__spec", verbose_name=gettext_lazy("specification"), phone=False)
    unit = Column(accessor="product__unit", verbose_name=gettext_lazy("unit of quantity"))
    former = MoneyColumn(verbose_name=gettext_lazy("former price"))
    price = MoneyColumn(verbose_name=gettext_lazy("list price"))
    move = RateColumn(verbose_name=gettext_lazy("change"), price=True)


class AllPricesTable(BaseTable):
    """All prices of a list: exported in the shape in which prices are imported."""

    code = Column(accessor="product__code", verbose_name=gettext_lazy("product code"))
    name = Column(accessor="product__name", verbose_name=gettext_lazy("product name"))
    spec = Column(accessor="product__spec", verbose_name=gettext_lazy("specification"), phone=False)
    unit = Column(accessor="product__unit", verbose_name=gettext_lazy("unit of quantity"))

    class Meta(BaseTable.Meta):
        model = PriceListItem
        fields = ("code", "name", "spec", "unit", "price")


class PriceRuleTable(BaseTable):
    name = DocumentLinkColumn()
    product = Column(default=gettext_lazy("all"))
    category = Column(phone=False, default=gettext_lazy("all"))
    min_quantity = QuantityColumn()
    terms = Column(empty_values=(), orderable=False, verbose_name=gettext_lazy("price or discount"), price=True)
    priority = QuantityColumn(kind="int", phone=False)
    is_active = BooleanColumn()

    class Meta(BaseTable.Meta):
        model = PriceRule
        fields = (
            "name",
            "product",
            "category",
            "min_quantity",
            "segment",
            "grade",
            "terms",
            "priority",
            "valid_from",
            "valid_to",
            "is_active",
        )

    def render_terms(self, record):
        return money(record.price) if record.price is not None else f"−{record.discount_percent.normalize():f}%"

    def value_terms(self, value, record):
        return str(self.render_terms(record))


class ProductPriceTable(LineTable):
    """The price of a product in the lists, newest first."""

    price_list = Column(
        linkify=("price-list-detail", [tables.A("price_list_id")]), verbose_name=gettext_lazy("price list")
    )
    status = StatusColumn(accessor="price_list__status", verbose_name=gettext_lazy("status"))
    valid_from = DateColumn(accessor="price_list__valid_from", verbose_name=gettext_lazy("valid from"))
    price = MoneyColumn()
