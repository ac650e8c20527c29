from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from salesmgmt.core.calendar import today
from salesmgmt.core.web.forms import BaseForm


class PriceForm(BaseForm):
    supplier = forms.CharField(label=_("Supplier"), max_length=120)
    price = forms.DecimalField(
        label=pgettext_lazy("traded demand", "Price of the trading branch"),
        max_digits=12,
        decimal_places=2,
        min_value=0,
    )


class OrderedForm(BaseForm):
    expected_on = forms.DateField(label=_("Expected on"))


class ArrivedForm(BaseForm):
    arrived_on = forms.DateField(label=pgettext_lazy("traded demand", "Arrived on"), initial=today)


class ProblemForm(BaseForm):
    problem = forms.CharField(label=_("Problem"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
