from django import forms
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.web.forms import BaseForm


class RescheduleForm(BaseForm):
    planned_date = forms.DateField(label=_("Planned date"))
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed where the goods would come later than promised."),
    )
