import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.feedback.models import ServiceFeedback
from salesmgmt.core.calendar import Quarter, quarter_of, today
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter, WholeNumberFilter


class FeedbackFilters(BaseFilterSet):
    status = StatusFilter(ServiceFeedback.Status)
    about = filters.ChoiceFilter(choices=ServiceFeedback.About.choices, label=_("about"))
    customer__owner = PersonFilter(label=_("responsible rep"))
    given_on = DateRangeFilter(label=_("given on"))
    score = WholeNumberFilter(field_name="score", lookup_expr="lte", label=_("score at most"))

    class Meta:
        model = ServiceFeedback
        fields = ["status", "about", "customer__owner", "given_on"]
        search = ("number", "customer__name", "content")
        primary = ("status", "about", "customer__owner")


def quarter_from(text):
    """2026Q2; the present quarter for anything else."""
    year, _q, number = text.partition("Q")
    if year.isdecimal() and number in ("1", "2", "3", "4") and 2000 <= int(year) <= 2100:
        return Quarter(int(year), int(number))
    return quarter_of(today())
