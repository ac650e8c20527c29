from django import forms
from django.utils.translation import gettext_lazy as _

from orders.order.forms import QUANTITY
from salesmgmt.core.web.forms import BaseForm


class CountForm(BaseForm):
    counted = forms.DecimalField(
        label=_("Counted in the store"),
        help_text=_("Everything of this product that lies in the finished goods store, also what is for an order."),
        **{**QUANTITY, "min_value": 0},
    )
    reason = forms.CharField(label=_("Reason of a difference"), max_length=200, required=False)


class ApproveForm(BaseForm):
    comment = forms.CharField(label=_("Remark"), max_length=200, required=False)
