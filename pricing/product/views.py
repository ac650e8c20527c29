"""Pages of products. What they cost and at which price they are listed, the rooms to the right answer."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pricing.product.entry import create_product, update_product
from pricing.product.filters import ProductFilters
from pricing.product.forms import ProductForm
from pricing.product.models import Product
from pricing.product.tables import ProductTable
from salesmgmt.core import registry
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import sees_cost
from salesmgmt.core.web.detail import DetailPage
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.lists import ListPage, Preset


class ProductList(ListPage):
    model = Product
    matrix_key = "price"
    table_class = ProductTable
    filterset_class = ProductFilters
    create_url = "product-create"
    edit_fields = ("unit", "category", "pricing_strategy", "tax_rate", "quality_standard", "is_new_until")
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

    def title(self, obj):
        return obj.name

    def subtitle(self, obj):
        return f"{obj.code} {obj.spec}".strip()

    def facts(self, obj):
        list_price = registry.fact("product", "list_price", obj)
        facts = [
            (_("Product code"), obj.code),
            (_("Unit of quantity"), obj.unit),
            (_("Product category"), obj.category.name if obj.category else ""),
            (_("List price today"), list_price),
            (_("Tax rate"), f"{obj.tax_rate.normalize():f}%"),
            (_("Pricing strategy"), obj.get_pricing_strategy_display()),
            (_("New product until"), obj.is_new_until),
            (_("On sale"), obj.is_active),
            (_("Quality standard"), obj.quality_standard),
        ]
        facts += registry.fact("product", "stock", obj, user=self.request.user)
        if not sees_cost(self.request.user):
            return facts
        return facts + registry.fact("product", "costs", obj).facts(list_price)

    def extra_context(self, obj):
        """``costs`` is None for those who may not see cost (PRC-01, SEC-03)."""
        user = self.request.user
        return {
            "prices": registry.fact("product", "prices", obj).table(user),
            "costs": registry.fact("product", "costs", obj).table(user) if sees_cost(user) else None,
            "rules": registry.fact("product", "rules", obj),
        }


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
