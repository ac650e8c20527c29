from django import forms
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.web.forms import BaseForm

QUANTITY = {"max_digits": 14, "decimal_places": 2, "min_value": 0}


class CancelForm(BaseForm):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)
