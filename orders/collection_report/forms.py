from django import forms
from django.utils.translation import gettext_lazy

from salesmgmt.core.web.forms import BaseForm


class SubmitReportForm(BaseForm):
    remark = forms.CharField(
        label=gettext_lazy("remark"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What finance should know besides."),
    )
