import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.intake_plan.models import IntakePlan, IntakePlanLine
from orders.intake_plan.months import month_choices
from pricing.product.fields import quantity_field
from salesmgmt.core.web.forms import BaseModelForm, LineForm, LookupField, line_formset


def month_field():
    return forms.TypedChoiceField(label=_("month"), choices=month_choices, coerce=dt.date.fromisoformat)


class IntakePlanForm(BaseModelForm):
    customer = LookupField("customer", label=_("customer"))
    contract = LookupField("contract", depends=("customer",), required=False, label=_("contract"))
    month = month_field()

    class Meta:
        model = IntakePlan
        fields = ["customer", "contract", "month", "remark"]
        widgets = {"remark": forms.Textarea(attrs={"rows": 2})}
        widths = {"remark": 12}


class IntakePlanLineForm(LineForm):
    product = LookupField("product", label=_("product"))
    quantity = quantity_field()

    class Meta:
        model = IntakePlanLine
        fields = ["product", "quantity", "due_date"]


IntakePlanLines = line_formset(IntakePlan, IntakePlanLine, IntakePlanLineForm, quantity="quantity")
