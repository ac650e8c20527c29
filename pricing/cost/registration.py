"""What the costs tell core about themselves: they stand on the page of their product."""

from django.utils.translation import gettext_lazy as _

from pricing.cost.forms import CostForm
from pricing.cost.margin import set_cost
from pricing.cost.permissions import can_edit_cost
from pricing.cost.product_views import CostsOfProduct, proposed_cost
from salesmgmt.core import registry
from salesmgmt.core.web.detail import Action


def register():
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
