from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pricing.price_list.states import PriceStatus
from pricing.product.columns import RateColumn
from pricing.quote.models import Quote, QuoteLine
from salesmgmt.core.permissions import sees_cost, sees_prices
from salesmgmt.core.templatetags.salesmgmt import money
from salesmgmt.core.web.tables import (
    BaseTable,
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
        under = " · ".join(filter(None, [record.product.code, record.section]))
        shown = format_html("{}<small>{}</small>", value, under)
        if record.kind == QuoteLine.Kind.FIRM and not record.counted:
            return format_html('{} <span class="tag">{}</span>', shown, _("replaced"))
        if record.kind == QuoteLine.Kind.FIRM:
            return shown
        kind = record.get_kind_display()
        if record.kind == QuoteLine.Kind.ALTERNATIVE and getattr(record, "instead", None):
            kind = _("Alternative to line %(no)s") % {"no": record.instead.position}
        tone, state = ("good", _("taken")) if record.taken else ("warn", _("not in the total"))
        return format_html('{} <span class="tag tag-{}">{} · {}</span>', shown, tone, kind, state)

    def render_quantity(self, value, record):
        return format_html("{} {}", self.base_columns["quantity"].render(value), record.unit)

    def render_price_status(self, value, record):
        """The rule's name where it gave the price, and the price it would have given where the line goes below it."""
        tag = format_html('<span class="tag tag-{}">{}</span>', "warn" if record.is_special else "good", value)
        if sees_cost(self.user) and (getattr(record, "unit_profit", None) or 0) < 0:
            tag = format_html('{} <span class="tag tag-bad">{}</span>', tag, _("below cost"))
        if record.price_status == PriceStatus.RULE:
            return format_html("{}<small>{}</small>", tag, record.price_label)
        if record.is_special and record.rule_price is not None and sees_prices(self.user):
            return format_html("{}<small>{} {}</small>", tag, record.price_label, money(record.rule_price))
        return tag
