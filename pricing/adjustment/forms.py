from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from pricing.adjustment.models import AdjustmentPick, PriceAdjustment
from pricing.adjustment.review import departments
from pricing.adjustment.states import Extent, Scope
from pricing.product.fields import unit_price_field
from salesmgmt.core.calendar import today
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, LookupField, line_formset

HUNDRED = Decimal(100)


def text(label, **kwargs):
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, **kwargs)


class PriceAdjustmentForm(BaseModelForm):
    class Meta:
        model = PriceAdjustment
        fields = [
            "title",
            "effective_on",
            "extent",
            "extent_value",
            "rounding",
            "scope",
            "category",
            "segment",
            "grade",
            "reason",
            "expected_impact",
            "customer_words",
        ]
        groups = [
            (_("Proposal"), ["title", "effective_on"]),
            (
                _("Extent and scope"),
                ["extent", "extent_value", "rounding", "scope", "category", "segment", "grade"],
                _("What they choose is computed when you save, and shown item by item before anybody decides."),
            ),
            (_("Reason and expected impact"), ["reason", "expected_impact", "customer_words"]),
        ]
        widths = {"title": 8, "effective_on": 4, "reason": 6, "expected_impact": 6, "customer_words": 12}

    def clean_effective_on(self):
        day = self.cleaned_data["effective_on"]
        if day < today():
            raise forms.ValidationError(
                _("A price adjustment cannot begin in the past. Change the day it is effective from.")
            )
        return day

    def clean(self):
        data = super().clean()
        value, extent = data.get("extent_value"), data.get("extent")
        if extent == Extent.PERCENT and value is not None and value <= -HUNDRED:
            self.add_error("extent_value", _("Nothing would be left of the price."))
        if extent in (Extent.PERCENT, Extent.AMOUNT) and "extent_value" in data and not value:
            self.add_error("extent_value", _("Say how far the prices move."))
        if data.get("scope") == Scope.CATEGORY and "category" in data and data["category"] is None:
            self.add_error("category", _("Choose the category."))
        return data


class PickForm(LineForm):
    product = LookupField("product", label=_("product"))
    price = unit_price_field(_("new price"), required=False)

    class Meta:
        model = AdjustmentPick
        fields = ["product", "price"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The list price is what is to change: put into the row, it would keep the product where it is.
        self.fields["product"].widget.attrs["data-fills"] = "no"


Picks = line_formset(PriceAdjustment, AdjustmentPick, PickForm, min_num=0)


class AskForm(BaseForm):
    departments = forms.MultipleChoiceField(label=_("Departments"), widget=forms.CheckboxSelectMultiple)
    question = text(_("What you want to know"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["departments"].choices = list(departments().items())


class EffectForm(BaseForm):
    """The review of the sales manager, written down with his decision (000 五(三)2)."""

    effect_on_sales = text(_("effect on sales"), required=False)
    effect_on_market_share = text(_("effect on the market share"), required=False)
    effect_on_customers = text(_("effect on customer relations"), required=False)
