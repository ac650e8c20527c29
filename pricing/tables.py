"""Columns of the lists and of the lines on the pages."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pricing.models import PriceList, PriceRule, PriceStatus, Product, Quote, SpecialDiscount
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.templatetags.salesmgmt import money
from salesmgmt.core.web.tables import (
    BaseTable,
    BooleanColumn,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    MoneyColumn,
    OverdueDaysColumn,
    PersonColumn,
    QuantityColumn,
    StatusColumn,
)


class RateColumn(Column):
    """A figure that is already in per cent: 13 is 13%."""

    kind = "quantity"

    def render(self, value):
        return f"{value.normalize():f}%"


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


class QuoteTable(BaseTable):
    sorted_by = ("number", "status", "amount", "quote_date", "valid_until")

    number = DocumentLinkColumn()
    customer = Column(accessor="customer__name", verbose_name=gettext_lazy("customer"))
    amount = MoneyColumn()
    has_special = Column(verbose_name=gettext_lazy("price status"))
    valid_until = OverdueDaysColumn(running=Quote.STANDING)
    owner = PersonColumn(accessor="customer__owner", verbose_name=gettext_lazy("responsible rep"))
    quote_date = DateColumn(phone=False)
    sent_on = DateColumn(shown=False)
    version = QuantityColumn(kind="int", shown=False)
    net_amount = MoneyColumn(shown=False)
    tax_amount = MoneyColumn(shown=False)

    class Meta(BaseTable.Meta):
        model = Quote
        fields = (
            "number",
            "status",
            "customer",
            "title",
            "amount",
            "has_special",
            "quote_date",
            "valid_until",
            "owner",
            "sent_on",
            "version",
            "net_amount",
            "tax_amount",
        )

    def render_has_special(self, value):
        if value:
            return format_html('<span class="tag tag-warn">{}</span>', _("Special price"))
        return format_html('<span class="tag tag-good">{}</span>', _("Conforming"))

    def value_has_special(self, value, record):
        return _("Special price") if value else _("Conforming")


class QuoteLineTable(LineTable):
    position = QuantityColumn(verbose_name="#", kind="int", phone=False)
    product = Column(accessor="product__name", verbose_name=gettext_lazy("product"))
    spec = Column(verbose_name=gettext_lazy("specification"), phone=False)
    quantity = QuantityColumn(verbose_name=gettext_lazy("quantity"))
    list_price = MoneyColumn(verbose_name=gettext_lazy("list price"))
    price = MoneyColumn(verbose_name=gettext_lazy("unit price, tax included"))
    price_status = StatusColumn(verbose_name=gettext_lazy("price status"))
    tax_rate = RateColumn(verbose_name=gettext_lazy("tax rate"), phone=False)
    amount = MoneyColumn(verbose_name=gettext_lazy("amount"))
    margin_percent = RateColumn(verbose_name=gettext_lazy("margin"), cost=True)
    due_date = DateColumn(verbose_name=gettext_lazy("due date"))
    remark = Column(verbose_name=gettext_lazy("remark"))

    def render_product(self, value, record):
        return format_html("{}<small>{}</small>", value, record.product.code)

    def render_quantity(self, value, record):
        return format_html("{} {}", self.base_columns["quantity"].render(value), record.unit)

    def render_price_status(self, value, record):
        """The rule's name where it gave the price, and the price it would have given where the line goes below it."""
        tag = format_html('<span class="tag tag-{}">{}</span>', "warn" if record.is_special else "good", value)
        if record.price_status == PriceStatus.RULE:
            return format_html("{}<small>{}</small>", tag, record.price_label)
        if record.is_special and record.rule_price is not None and sees_prices(self.user):
            return format_html("{}<small>{} {}</small>", tag, record.price_label, money(record.rule_price))
        return tag


class SpecialDiscountTable(BaseTable):
    number = DocumentLinkColumn()
    quote = Column(accessor="quote__number", verbose_name=gettext_lazy("quote"))
    customer = Column(accessor="quote__customer__name", verbose_name=gettext_lazy("customer"))
    reason = Column(phone=False)
    owner = PersonColumn(accessor="quote__customer__owner", verbose_name=gettext_lazy("responsible rep"))
    created_at = DateColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = SpecialDiscount
        fields = ("number", "status", "customer", "quote", "reason", "owner", "created_at")


class DiscountLineTable(LineTable):
    product = Column(accessor="product__name", verbose_name=gettext_lazy("product"))
    quantity = QuantityColumn(verbose_name=gettext_lazy("quantity"))
    list_price = MoneyColumn(verbose_name=gettext_lazy("list price"))
    requested_price = MoneyColumn(verbose_name=gettext_lazy("requested price"))
    discount_percent = RateColumn(verbose_name=gettext_lazy("discount"), price=True)
    unit_cost = MoneyColumn(verbose_name=gettext_lazy("unit cost"), cost=True, phone=False)
    unit_profit = MoneyColumn(verbose_name=gettext_lazy("unit profit"), cost=True, phone=False)
    margin_percent = RateColumn(verbose_name=gettext_lazy("margin"), cost=True)

    def render_product(self, value, record):
        return format_html("{}<small>{}</small>", value, record.product.code)


class CostTable(LineTable):
    """Costs of a product by day; only built for people who see cost."""

    valid_from = DateColumn(verbose_name=gettext_lazy("valid from"))
    material = MoneyColumn(verbose_name=gettext_lazy("raw material"), cost=True)
    production = MoneyColumn(verbose_name=gettext_lazy("production cost"), cost=True)
    transport = MoneyColumn(verbose_name=gettext_lazy("transport cost"), cost=True)
    management = MoneyColumn(verbose_name=gettext_lazy("management cost"), cost=True)
    total = MoneyColumn(verbose_name=gettext_lazy("unit cost"), cost=True)
    created_by = PersonColumn(verbose_name=gettext_lazy("entered by"))


class ProductPriceTable(LineTable):
    """The price of a product in the lists, newest first."""

    price_list = Column(
        linkify=("price-list-detail", [tables.A("price_list_id")]), verbose_name=gettext_lazy("price list")
    )
    status = StatusColumn(accessor="price_list__status", verbose_name=gettext_lazy("status"))
    valid_from = DateColumn(accessor="price_list__valid_from", verbose_name=gettext_lazy("valid from"))
    price = MoneyColumn()
