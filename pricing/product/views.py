"""Pages of products and their costs."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pricing.cost.forms import CostForm
from pricing.cost.margin import margin, set_cost
from pricing.cost.permissions import can_edit_cost
from pricing.cost.tables import CostTable
from pricing.price_list.models import PriceList
from pricing.price_list.prices import price_for
from pricing.product.entry import create_product, update_product
from pricing.product.filters import ProductFilters
from pricing.product.forms import ProductForm
from pricing.product.models import Product
from pricing.product.tables import ProductPriceTable, ProductTable
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import sees_cost
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage, Preset


class ProductList(ListPage):
    model = Product
    matrix_key = "price"
    table_class = ProductTable
    filterset_class = ProductFilters
    create_url = "product-create"
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("On sale"), "is_active=true"),
        Preset(gettext_lazy("Uniform price"), "pricing_strategy=uniform"),
    )
    empty_title = gettext_lazy("No products yet")
    empty_text = gettext_lazy("Enter the first product, then put it into a price list.")

    @classmethod
    def base_queryset(cls, user):
        rows = super().base_queryset(user).select_related("category").with_list_price()
        return rows.with_unit_cost() if sees_cost(user) else rows


class ProductDetail(DetailPage):
    model = Product
    template_name = "pricing/product/detail.html"
    related = ("category", "created_by")
    actions = (
        Action(
            "cost",
            gettext_lazy("Enter cost"),
            can_edit_cost,
            set_cost,
            form=CostForm,
            icon="coin-yuan",
            style="primary",
            initial=lambda user, product: {"valid_from": today(), **_last_cost(product)},
            help_text=gettext_lazy("From the day on, per unit, tax included like the prices."),
        ),
    )

    def title(self, obj):
        return obj.name

    def subtitle(self, obj):
        return f"{obj.code} {obj.spec}".strip()

    def facts(self, obj):
        found = price_for(obj, None, 1)
        facts = [
            (_("Product code"), obj.code),
            (_("Unit of quantity"), obj.unit),
            (_("Product category"), obj.category.name if obj.category else ""),
            (_("List price today"), found.list_price),
            (_("Tax rate"), f"{obj.tax_rate.normalize():f}%"),
            (_("Pricing strategy"), obj.get_pricing_strategy_display()),
            (_("New product until"), obj.is_new_until),
            (_("On sale"), obj.is_active),
            (_("Quality standard"), obj.quality_standard),
        ]
        return facts + (self._cost_facts(obj, found) if sees_cost(self.request.user) else [])

    def _cost_facts(self, obj, found):
        """Cost and margin, for those who may see them (PRC-01, SEC-03)."""
        cost = next((row for row in obj.costs.all() if row.valid_from <= today()), None)
        left = margin(found.list_price, cost.total if cost else None)
        warning = _("below cost") if left and left.is_loss else ""
        return [
            (_("Unit cost"), cost.total if cost else None),
            Fact(_("Unit profit"), left.profit if left else None, note=warning),
            (_("Margin"), f"{left.percent}%" if left else ""),
        ]

    def extra_context(self, obj):
        user = self.request.user
        prices = obj.price_items.filter(price_list__status__in=PriceList.RELEASED).select_related("price_list")
        return {
            "prices": ProductPriceTable(prices.order_by("-price_list__valid_from")[:10], user=user),
            "costs": CostTable(obj.costs.select_related("created_by")[:20], user=user) if sees_cost(user) else None,
            "rules": obj.rules.holding_on(today()),
        }


def _last_cost(product):
    last = product.costs.first()
    return {part: getattr(last, part) for part in last.PARTS} if last else {}


class ProductCreate(CreatePage):
    model = Product
    matrix_key = "price"
    form_class = ProductForm
    create = create_product

    def get_initial(self):
        return {"tax_rate": policy().tax_rate_default, "is_active": True, **super().get_initial()}


class ProductEdit(EditPage):
    model = Product
    form_class = ProductForm
    update = update_product
