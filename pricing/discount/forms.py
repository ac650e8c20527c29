from django import forms
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.web.forms import BaseForm


class DiscountReasonForm(BaseForm):
    reason = forms.CharField(
        label=_("reason of the request"), widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}), max_length=2000
    )
