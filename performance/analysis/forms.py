"""What an analysis is asked by, and whose figures the indicators are."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.category.models import ProductCategory
from performance.analysis.measure import MEASURES
from performance.analysis.permissions import may_measure
from performance.analysis.states import Range, Split
from performance.metric.period import period_of
from performance.metric.permissions import people_seen
from performance.metric.states import PeriodKind
from salesmgmt.core.calendar import today
from salesmgmt.core.models import Unit
from salesmgmt.core.web.forms import BaseForm, LookupField

SELECT = {"class": "form-select"}
BACK = {PeriodKind.YEAR: 5, PeriodKind.QUARTER: 8, PeriodKind.MONTH: 24}
ASKED = (Unit.Kind.COMPANY, Unit.Kind.REGION, Unit.Kind.TEAM, Unit.Kind.OFFICE)


def units_seen(user):
    """The regions and teams whose people's figures he reads, the larger first."""
    rows = Unit.objects.filter(kind__in=ASKED, is_active=True).order_by("path")
    if people_seen(user) is None:
        return rows
    return rows.filter(path__startswith=user.scope_unit("g").path) if user.unit_id else rows.none()


def fixed_periods(kinds=(PeriodKind.YEAR, PeriodKind.QUARTER, PeriodKind.MONTH)):
    """``[(text, text)]`` of the periods that have begun, the latest of each kind first."""
    found = []
    for kind in kinds:
        period = period_of(kind, today())
        for _back in range(BACK[kind]):
            found.append((str(period), str(period)))
            period = period.preceding
    return found


class PeriodForm(BaseForm):
    """Which period, and whose figures."""

    period = forms.ChoiceField(label=_("period"), required=False, widget=forms.Select(attrs=SELECT))
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=pgettext_lazy("analysis", "region or team"),
        required=False,
        widget=forms.Select(attrs=SELECT),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = fixed_periods()
        self.fields["unit"].queryset = units_seen(self.user)


class SpanForm(PeriodForm):
    """Months that end today, or a fixed period; and whose figures."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fixed = self.fields["period"].choices
        chosen = self.initial.get("period")
        if chosen and chosen not in Range.values and chosen not in dict(fixed):
            fixed = [(chosen, chosen), *fixed]
        self.fields["period"].choices = [*Range.choices, *fixed]


class AnalysisForm(SpanForm):
    field_order = ("measure", "period", "split", "unit")

    measure = forms.ChoiceField(
        label=pgettext_lazy("analysis", "measure"), required=False, widget=forms.Select(attrs=SELECT)
    )
    split = forms.ChoiceField(
        label=pgettext_lazy("analysis", "split"),
        choices=Split.choices,
        required=False,
        widget=forms.Select(attrs=SELECT),
    )
    rep = LookupField("anybody", label=pgettext_lazy("analysis", "representative"), required=False)
    customer = LookupField("customer", label=_("customer"), required=False)
    product = LookupField("product", label=_("product"), required=False)
    category = forms.ModelChoiceField(
        ProductCategory.objects.all(), label=_("product category"), required=False, widget=forms.Select(attrs=SELECT)
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [
            (code, measure.name) for code, measure in MEASURES.items() if may_measure(self.user, measure)
        ]
