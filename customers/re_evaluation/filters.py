"""What the worklist of a quarter is filtered by."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.customer.filters import TAGS, regions
from customers.customer.models import Customer
from customers.customer.states import Grade
from customers.re_evaluation.quarter import DONE, OVERDUE, STATES, is_over, quarter_from
from salesmgmt.core.calendar import quarter_of, today
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter

OFFERED_QUARTERS = 6


def offered_quarters():
    """The present quarter and those before it, newest first."""
    quarter, found = quarter_of(today()), []
    for _each in range(OFFERED_QUARTERS):
        found.append((str(quarter), str(quarter)))
        quarter = quarter.preceding
    return found


class RoundFilters(BaseFilterSet):
    # As of today, not as of the start of the server.
    quarter = filters.ChoiceFilter(choices=offered_quarters, method="keep", label=_("quarter"), empty_label=None)
    state = filters.ChoiceFilter(
        choices=[*STATES.items(), (OVERDUE, _("Overdue"))], method="filter_state", label=_("state")
    )
    owner = PersonFilter(label=_("responsible rep"))
    grade = filters.MultipleChoiceFilter(choices=Grade.choices, label=_("credit grade"), widget=TAGS)
    region = filters.ModelChoiceFilter(queryset=regions, label=_("region"))

    class Meta:
        model = Customer
        fields = ["quarter", "state", "owner", "grade", "region"]
        primary = ("quarter", "state", "owner", "grade")

    def keep(self, queryset, name, value):
        """The rows are already those of the quarter."""
        return queryset

    def filter_state(self, queryset, name, value):
        if value != OVERDUE:
            return queryset.filter(round_state=value)
        if not is_over(quarter_from(self.data.get("quarter"))):
            return queryset.none()
        return queryset.exclude(round_state=DONE)
