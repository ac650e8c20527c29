"""What the costs tell core about themselves: they stand on the page of their product."""

from django.utils.translation import gettext_lazy as _

from pricing.cost.forms import CostForm
from pricing.cost.imports import COSTS
from pricing.cost.margin import set_cost
from pricing.cost.permissions import can_edit_cost
from pricing.cost.product_views import CostsOfProduct, proposed_cost
from pricing.product.models import Product
from salesmgmt.core import registry
from salesmgmt.core.domain.checklist import PARTLY, Item, Standing, counted, register_item
from salesmgmt.core.domain.imports import register_import
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action


def costs_standing() -> Standing:
    """Without a cost no loss is seen (PRC-01)."""
    products = Product.objects.on_sale()
    number = products.filter(costs__isnull=False).distinct().count()
    missing = products.count() - number
    if number and missing:
        text = _("%(n)d products have a cost, %(missing)d have none")
        return Standing(PARTLY, text % {"n": number, "missing": missing})
    return counted(number, _("%(n)d products have a cost"))


def register():
    register_import(COSTS)
    register_item(
        Item(
            "costs",
            _("Product costs"),
            costs_standing,
            "product-list",
            roles=(Role.MGR, Role.DIR),
            imports=(COSTS.kind,),
            help=_("Without them nobody sees that a price makes a loss."),
            optional=True,
            order=120,
        )
    )
    registry.register_fact("product", "costs", CostsOfProduct)
    registry.register_action(
        "product",
        Action(
            "cost",
            _("Enter cost"),
            can_edit_cost,
            set_cost,
            form=CostForm,
            icon="coin-yuan",
            style="primary",
            initial=proposed_cost,
            help_text=_("From the day on, per unit, tax included like the prices."),
        ),
    )
