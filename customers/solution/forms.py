"""The forms of solutions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.solution.models import Solution
from salesmgmt.core.calendar import today
from salesmgmt.core.web.forms import BaseForm, BaseModelForm


class SolutionForm(BaseModelForm):
    class Meta:
        model = Solution
        fields = ["title", "content", "advantages"]
        widths = {"title": 12}


class PresentForm(BaseForm):
    presented_on = forms.DateField(label=_("presented on"), initial=today)
    presented_to = forms.CharField(label=_("presented to"), max_length=80, required=False)
    feedback = forms.CharField(
        label=_("the customer's answer"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )
