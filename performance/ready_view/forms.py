from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.analysis.forms import SELECT, fixed_periods, units_seen
from performance.analysis.states import Range
from salesmgmt.core.models import Unit
from salesmgmt.core.web.forms import BaseForm


class ViewForm(BaseForm):
    """The months, and whose figures."""

    period = forms.ChoiceField(label=_("period"), required=False, widget=forms.Select(attrs=SELECT))
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=pgettext_lazy("analysis", "region or team"),
        required=False,
        widget=forms.Select(attrs=SELECT),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fixed = fixed_periods()
        chosen = self.initial.get("period")
        if chosen and chosen not in Range.values and chosen not in dict(fixed):
            fixed = [(chosen, chosen), *fixed]
        self.fields["period"].choices = [*Range.choices, *fixed]
        self.fields["unit"].queryset = units_seen(self.user)
