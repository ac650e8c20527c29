"""Pages of competitors' prices (PRC-02)."""

import json
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pricing.competitor.charts import chart_of
from pricing.competitor.entry import enter_competitor_price, update_competitor_price
from pricing.competitor.filters import CompetitorPriceFilters
from pricing.competitor.forms import CompetitorPriceForm
from pricing.competitor.models import CompetitorPrice
from pricing.competitor.permissions import can_enter_competitor_price
from pricing.competitor.tables import CompetitorPriceTable
from pricing.product.views import ProductDetail
from salesmgmt.core.calendar import today
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.web.detail import DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage, TabList


class CompetitorPriceList(ListPage):
    model = CompetitorPrice
    table_class = CompetitorPriceTable
    filterset_class = CompetitorPriceFilters
    create_url = "competitor-price-create"
    links = ((gettext_lazy("Import"), "competitor-price-import", "file-import", can_enter_competitor_price),)
    empty_title = gettext_lazy("No competitor prices yet")
    empty_text = gettext_lazy("Enter what you hear: a price proposal shows them beside the own price.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("product", "created_by")


class ProductCompetitors(TabList):
    """The competitors' prices of one product over time, inside its page."""

    model = CompetitorPrice
    key = "product-competitor-prices"
    table_class = CompetitorPriceTable
    filterset_class = CompetitorPriceFilters
    parent = ProductDetail
    parent_field = "product"
    template_name = "pricing/competitor/tab.html"

    @classmethod
    def base_queryset(cls, user):
        return CompetitorPriceList.base_queryset(user)

    def get_context_data(self, **extra):
        rows = self.get_base_queryset().order_by("seen_on", "pk").values_list("competitor", "seen_on", "price")
        points = list(rows) if sees_prices(self.request.user) else []
        return super().get_context_data(chart=json.dumps(chart_of(points)) if points else "", **extra)


class CompetitorPriceDetail(DetailPage):
    model = CompetitorPrice
    related = ("product", "created_by")

    def title(self, obj):
        return obj.competitor

    def subtitle(self, obj):
        return str(obj.product)

    def facts(self, obj):
        return [
            (_("Our comparable product"), obj.product),
            (_("Competitor's price"), obj.price),
            (_("Seen on"), obj.seen_on),
            (_("Where it comes from"), obj.source),
            (_("Entered by"), obj.created_by),
            Fact(_("Compared with ours"), obj.comparison, wide=True),
        ]


class CompetitorPriceCreate(CreatePage):
    """Quick entry: after saving the next product of the same competitor is asked for."""

    model = CompetitorPrice
    form_class = CompetitorPriceForm
    create = enter_competitor_price
    help_text = gettext_lazy("After saving you go on with the next product of the same competitor.")
    submit_label = gettext_lazy("Save and go on")

    def get_initial(self):
        return {"seen_on": today(), **super().get_initial()}

    def get_success_url(self, document):
        kept = {"competitor": document.competitor, "seen_on": document.seen_on, "source": document.source}
        return f"{reverse('competitor-price-create')}?{urlencode(kept)}"


class CompetitorPriceEdit(EditPage):
    model = CompetitorPrice
    form_class = CompetitorPriceForm
    update = update_competitor_price
