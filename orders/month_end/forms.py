import datetime as dt

from django import forms
from django.utils.translation import pgettext_lazy

from orders.month_end.closing import months_to_close
from orders.month_end.models import MonthEnd
from salesmgmt.core.web.forms import BaseModelForm


class MonthEndForm(BaseModelForm):
    """Which month is closed, and why although something is open."""

    month = forms.ChoiceField(label=pgettext_lazy("books", "Month"))

    class Meta:
        model = MonthEnd
        fields = ["remark"]
        widgets = {"remark": forms.Textarea(attrs={"rows": 3})}
        widths = {"remark": 12}

    field_order = ("month", "remark")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [(f"{month:%Y-%m}", f"{month:%Y-%m}") for month in months_to_close()]

    def clean_month(self):
        return dt.date.fromisoformat(f"{self.cleaned_data['month']}-01")
