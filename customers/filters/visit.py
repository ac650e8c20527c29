"""What lists of visits, calls and sleeping customers are filtered by."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.filters.customer import TAGS, regions
from customers.models import Customer, FollowUpCall, Grade, Visit
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class VisitFilters(BaseFilterSet):
    status = StatusFilter(Visit.Status)
    visitor = PersonFilter(label=_("visited by"))
    day = DateRangeFilter(label=_("day"))
    is_unplanned = filters.BooleanFilter(label=_("unplanned"))
    customer__owner = PersonFilter(label=_("responsible rep"))
    customer__is_key = filters.BooleanFilter(label=_("key customer"))

    class Meta:
        model = Visit
        fields = ["status", "visitor", "day", "is_unplanned"]
        primary = ("status", "visitor", "day")


class FollowUpFilters(BaseFilterSet):
    satisfaction = filters.MultipleChoiceFilter(
        choices=FollowUpCall.Satisfaction.choices, label=_("satisfaction"), widget=TAGS
    )
    created_by = PersonFilter(label=_("called by"))
    called_at = DateRangeFilter(label=_("called at"))
    needs_action = filters.ChoiceFilter(
        choices=[choice for choice in FollowUpCall.Needs.choices if choice[0]], label=_("needs action")
    )
    customer__owner = PersonFilter(label=_("responsible rep"))

    class Meta:
        model = FollowUpCall
        fields = ["satisfaction", "created_by", "called_at", "needs_action"]
        primary = ("satisfaction", "created_by", "called_at")


class DormantFilters(BaseFilterSet):
    owner = PersonFilter(label=_("responsible rep"))
    region = filters.ModelChoiceFilter(queryset=regions, label=_("region"))
    status = StatusFilter(Customer.Status)
    grade = filters.MultipleChoiceFilter(choices=Grade.choices, label=_("credit grade"), widget=TAGS)

    class Meta:
        model = Customer
        fields = ["owner", "region", "status", "grade"]
        primary = ("owner", "region", "status", "grade")
