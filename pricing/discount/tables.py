from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from pricing.discount.models import SpecialDiscount
from pricing.product.columns import RateColumn
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
