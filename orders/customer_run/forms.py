import datetime as dt

from django import forms
from django.utils.translation import pgettext_lazy

from salesmgmt.core import calendar
from salesmgmt.core.web.forms import BaseForm

MONTHS_BACK = 12


def months_that_are_over():
    """The last twelve, the newest first."""
    first = calendar.add_months(calendar.today().replace(day=1), -1)
    return [calendar.add_months(first, -back) for back in range(MONTHS_BACK)]


class MonthForm(BaseForm):
    """Of which month the statements are drawn up."""

    month = forms.TypedChoiceField(
        label=pgettext_lazy("books", "Month"),
        coerce=dt.date.fromisoformat,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [(f"{each:%Y-%m-%d}", f"{each:%Y-%m}") for each in months_that_are_over()]
