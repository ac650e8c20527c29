import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.customer.filters import TAGS, regions
from customers.customer.models import Customer
from customers.customer.states import Grade
from customers.follow_up.models import FollowUpCall
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


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
