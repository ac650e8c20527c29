from django import forms
from django.utils.translation import gettext_lazy as _

from orders.order.fields import QUANTITY
from salesmgmt.core.web.forms import BaseForm


class ProgressForm(BaseForm):
    quantity_done = forms.DecimalField(label=_("Quantity finished in all"), **QUANTITY)
    problem = forms.CharField(
        label=_("Problem"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000
    )
