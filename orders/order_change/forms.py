from django import forms
from django.utils.translation import gettext_lazy as _

from orders.demand.forms import _text
from orders.order_change.models import OrderChange, OrderChangeLine
from orders.order_change.review import DEPARTMENTS
from pricing.product.fields import price_field, quantity_field
from salesmgmt.core.web.forms import BaseForm, BaseModelForm, LineForm, LookupField, line_formset


class OrderChangeForm(BaseModelForm):
    order = LookupField("order-to-change", label=_("order no."))

    class Meta:
        model = OrderChange
        fields = ["order", "kind", "content", "reason", "expected_impact", "is_own_fault"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("content", "reason", "expected_impact")}
        groups = [
            (_("Order"), ["order", "kind", "is_own_fault"]),
            (_("Request"), ["content", "reason", "expected_impact"], _("None of the four fields may be empty.")),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["order"].disabled = True


class OrderChangeLineForm(LineForm):
    order_line = LookupField("order-line", depends=("order",), required=False, label=_("order line"))
    product = LookupField("product", required=False, label=_("or new product"))
    quantity = quantity_field(required=False)
    price = price_field(required=False)

    class Meta:
        model = OrderChangeLine
        fields = ["order_line", "product", "quantity", "price", "state", "due_date", "delivery_place"]

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("order_line") and not data.get("product"):
            raise forms.ValidationError(_("Choose the order line that changes, or a new product."))
        if not data.get("order_line") and data.get("product") and not data.get("quantity"):
            self.add_error("quantity", _("A new product needs a quantity."))
        return data


OrderChangeLines = line_formset(OrderChange, OrderChangeLine, OrderChangeLineForm, min_num=0, extra=1)


class ImpactForm(BaseForm):
    """What the change means, entered by the manager (CHG-02)."""

    impact_production = _text(_("Impact on production"))
    impact_delivery = _text(_("Impact on delivery"))
    impact_cost = _text(_("Impact on cost"))


class AskForm(BaseForm):
    departments = forms.MultipleChoiceField(
        label=_("Departments"),
        choices=[(str(role), role.label) for role in DEPARTMENTS],
        widget=forms.CheckboxSelectMultiple,
    )
    question = _text(_("What you want to know"), required=False)


class ExplanationForm(BaseForm):
    explanation = _text(_("How it was explained to the customer"))


class AlternativeForm(BaseForm):
    """Only a rejected change asks what was agreed instead."""

    wants_document = True
    agreed_alternative = _text(_("What was agreed with the customer instead"), required=False)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        if document.status == OrderChange.Status.EXECUTED:
            del self.fields["agreed_alternative"]
        else:
            self.fields["agreed_alternative"].required = True
