from django import forms
from django.utils.translation import gettext_lazy

from salesmgmt.core.web.forms import BaseForm


class MarkForm(BaseForm):
    note = forms.CharField(
        label=gettext_lazy("remark"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("What was done, where something is still open."),
    )
