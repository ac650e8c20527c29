from decimal import Decimal

import django_tables2 as tables
from django.utils.dateparse import parse_date
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pricing.adjustment.models import AdjustmentLine, PriceAdjustment
from pricing.competitor.comparison import Heard, is_stale, market_of
from pricing.cost.margin import margin
from pricing.product.columns import RateColumn
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.templatetags.salesmgmt import datefmt, money, quantity
from salesmgmt.core.web.tables import (
    BaseTable,
    Column,
    DateColumn,
    DocumentLinkColumn,
    LineTable,
    MoneyColumn,
    PersonColumn,
    QuantityColumn,
)


class PriceAdjustmentTable(BaseTable):
    number = DocumentLinkColumn()
    effective_on = DateColumn()
    item_count = QuantityColumn(kind="int", verbose_name=gettext_lazy("items"))
    told = Column(empty_values=(), orderable=False, verbose_name=gettext_lazy("customers told"))
    impact_amount = MoneyColumn(phone=False)
    created_by = PersonColumn(verbose_name=gettext_lazy("proposed by"), phone=False)

    class Meta(BaseTable.Meta):
        model = PriceAdjustment
        fields = (
            "number",
            "title",
            "status",
            "effective_on",
            "item_count",
            "impact_amount",
            "told",
            "created_by",
        )

    def render_told(self, record):
        """2/3: told of those who are to be told (PRC-10)."""
        return f"{record.told_count}/{record.notice_count}" if record.notice_count else "—"

    def value_told(self, value, record):
        return f"{record.told_count}/{record.notice_count}"


def market_at(heard, day, limit):
    """What with_market() gathered, as the Market that decides on the average."""
    rows = [(each["competitor"], Decimal(str(each["price"])), parse_date(each["seen_on"])) for each in heard or ()]
    return market_of([Heard(name, price, seen, is_stale(seen, day, limit)) for name, price, seen in rows])


class _Items:
    """What the items of an adjustment show, on its page and in the list of all."""

    def render_difference(self, value):
        """With its sign."""
        return f"{'+' if value > 0 else ''}{money(value)}"

    def market(self, record):
        if not hasattr(self, "_limit"):
            self._day, self._limit = today(), policy().competitor_price_days
        return market_at(record.heard, self._day, self._limit)

    def render_market(self, record):
        """Every competitor's price with its day, the average above (PRC-02); an out-of-date one is marked."""
        market = self.market(record)
        if not market.prices:
            return "—"
        rows = format_html_join(
            "",
            '<small class="{}">{} {} · {}</small>',
            [
                (
                    "market-price text-decoration-line-through" if each.is_stale else "market-price",
                    each.competitor,
                    money(each.price),
                    datefmt(each.seen_on),
                )
                for each in market.prices
            ],
        )
        average = "" if market.average is None else _("average %(price)s") % {"price": money(market.average)}
        return format_html("<b>{}</b>{}", average, rows)

    def value_market(self, value, record):
        return self.market(record).average

    def render_margin(self, record):
        left = margin(record.new_price, record.unit_cost)
        if left is None:
            return "—"
        if left.is_loss:
            return format_html('{}% <span class="tag tag-bad">{}</span>', left.percent, _("below cost"))
        return f"{left.percent}%"

    def value_margin(self, value, record):
        left = margin(record.new_price, record.unit_cost)
        return left.percent if left else None

    def render_move_percent(self, value):
        return f"{value.normalize():+f}%"


ITEM_COLUMNS = (
    "code",
    "product",
    "old_price",
    "new_price",
    "difference",
    "move_percent",
    "unit_cost",
    "margin",
    "market",
    "sold_quantity",
    "effect",
)


class ItemTable(_Items, LineTable):
    """The items on the page of the proposal."""

    product = Column(
        accessor="product__name",
        linkify=("product-detail", [tables.A("product_id")]),
        verbose_name=gettext_lazy("product"),
    )
    old_price = MoneyColumn(verbose_name=gettext_lazy("price until now"))
    new_price = MoneyColumn(verbose_name=gettext_lazy("new price"))
    difference = MoneyColumn(verbose_name=pgettext_lazy("price", "difference"))
    margin = Column(empty_values=(), verbose_name=gettext_lazy("margin"), kind="quantity", cost=True)
    market = Column(empty_values=(), verbose_name=gettext_lazy("competitors"), price=True)
    effect = MoneyColumn(verbose_name=gettext_lazy("effect on twelve months"))

    class Meta(LineTable.Meta):
        sequence = ("product", "old_price", "new_price", "difference", "margin", "market", "effect")

    def render_product(self, value, record):
        return format_html("{}<small>{}</small>", value, record.product.code)

    def render_difference(self, value, record):
        """What it is in per cent beneath."""
        percent = "" if record.move_percent is None else self.render_move_percent(record.move_percent)
        return format_html("{}<small>{}</small>", super().render_difference(value), percent)

    def render_margin(self, record):
        """The margin over the cost that it is a margin of."""
        if record.unit_cost is None:
            return "—"
        return format_html(
            "{}<small>{} {}</small>", super().render_margin(record), _("unit cost"), money(record.unit_cost)
        )

    def render_effect(self, value, record):
        """The quantity sold beneath what the new price makes of it."""
        return format_html("{}<small>× {}</small>", money(value), quantity(record.sold_quantity))


class AllItemsTable(_Items, BaseTable):
    """All items: filtered, sorted and exported, also where there are twenty thousand."""

    code = Column(accessor="product__code", verbose_name=gettext_lazy("product code"))
    product = Column(accessor="product__name", verbose_name=gettext_lazy("product name"))
    old_price = MoneyColumn()
    new_price = MoneyColumn()
    difference = MoneyColumn(orderable=False, verbose_name=pgettext_lazy("price", "difference"))
    move_percent = RateColumn(price=True)
    unit_cost = MoneyColumn(verbose_name=gettext_lazy("unit cost"), cost=True)
    margin = Column(empty_values=(), orderable=False, verbose_name=gettext_lazy("margin"), kind="quantity", cost=True)
    market = Column(empty_values=(), orderable=False, verbose_name=gettext_lazy("competitors"), price=True)
    effect = MoneyColumn(verbose_name=gettext_lazy("effect on twelve months"))

    class Meta(BaseTable.Meta):
        model = AdjustmentLine
        fields = ITEM_COLUMNS
