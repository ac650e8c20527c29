from django import forms
from django.utils.translation import gettext_lazy as _

from pricing.cost.models import ProductCost
from pricing.product.fields import cost_field
from salesmgmt.core.web.forms import BaseForm


class CostForm(BaseForm):
    """The four parts of the unit cost, tax included like the prices they are compared with."""

    valid_from = forms.DateField(label=_("valid from"))
    material = cost_field(_("raw material"))
    production = cost_field(_("production cost"))
    transport = cost_field(_("transport cost"))
    management = cost_field(_("management cost"))

    class Meta:
        model = ProductCost
        widths = dict.fromkeys(("material", "production", "transport", "management"), 6)
