from django.utils.translation import gettext_lazy as _

from performance.policy_document.models import PolicyAcknowledgement, PolicyDocument
from performance.policy_document.states import PolicyStatus
from salesmgmt.core.models import User
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, StatusFilter


class PolicyFilters(BaseFilterSet):
    status = StatusFilter(PolicyStatus)
    effective_on = DateRangeFilter(label=_("effective on"))

    class Meta:
        model = PolicyDocument
        fields = ["status", "audience", "effective_on"]
        search = ("code", "title", "number")
        primary = ("status",)


class PeopleFilters(BaseFilterSet):
    class Meta:
        model = User
        fields = ["unit"]
        search = ("name", "username")


class AcknowledgementFilters(BaseFilterSet):
    class Meta:
        model = PolicyAcknowledgement
        fields = ("person",)
        search = ("person__name", "person__username")
