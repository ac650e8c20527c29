"""Forms of commission."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.intake_plan.months import month_choices
from salesmgmt.core.web.forms import BaseForm

REMARK = forms.Textarea(attrs={"rows": 3})


class CommentForm(BaseForm):
    comment = forms.CharField(label=_("remark"), widget=REMARK, max_length=2000, required=False)


class ApproveForm(BaseForm):
    """Where the quota was met there is nothing to choose."""

    wants_document = True

    pay_anyway = forms.BooleanField(
        label=pgettext_lazy("commission", "Pay it now although the quota was not met"),
        required=False,
        help_text=_("Otherwise it is accrued and paid with the settlement of the year. Give the reason below."),
    )
    comment = forms.CharField(label=_("remark"), widget=REMARK, max_length=2000, required=False)

    def __init__(self, *args, document, **kwargs):
        super().__init__(*args, **kwargs)
        if document.qualified:
            del self.fields["pay_anyway"]


class MonthForm(BaseForm):
    """The month whose statements are computed: the last twelve that are over."""

    month = forms.ChoiceField(label=_("month"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = list(reversed(month_choices(12, -1)))

    def clean_month(self):
        return dt.date.fromisoformat(self.cleaned_data["month"])
