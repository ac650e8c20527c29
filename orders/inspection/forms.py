from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.order.forms import QUANTITY
from salesmgmt.core.web.forms import BaseForm


class InspectionForm(BaseForm):
    quantity_passed = forms.DecimalField(label=_("Quantity passed"), **QUANTITY)
    standard = forms.CharField(label=_("Inspection standard"), max_length=200)
    findings = forms.CharField(
        label=pgettext_lazy("inspection", "Findings"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )


class CorrectiveActionForm(BaseForm):
    corrective_action = forms.CharField(
        label=_("Corrective action"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
