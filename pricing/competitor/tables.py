import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pricing.competitor.comparison import is_stale
from pricing.competitor.models import CompetitorPrice
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.templatetags.salesmgmt import datefmt
from salesmgmt.core.web.tables import BaseTable, Column, DateColumn, DocumentLinkColumn, MoneyColumn, PersonColumn


class CompetitorPriceTable(BaseTable):
    competitor = DocumentLinkColumn()
    product = Column(
        accessor="product__name",
        verbose_name=gettext_lazy("product"),
        linkify=("product-detail", [tables.A("product_id")]),
    )
    code = Column(accessor="product__code", verbose_name=gettext_lazy("product code"))
    price = MoneyColumn()
    seen_on = DateColumn()
    comparison = Column(phone=False, shown=False)
    created_by = PersonColumn(phone=False)

    class Meta(BaseTable.Meta):
        model = CompetitorPrice
        fields = ("competitor", "code", "product", "price", "seen_on", "source", "comparison", "created_by")

    def render_seen_on(self, value):
        if is_stale(value, today(), policy().competitor_price_days):
            return format_html('{} <span class="tag tag-warn">{}</span>', datefmt(value), _("out of date"))
        return datefmt(value)
