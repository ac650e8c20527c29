"""What surveys and their invitations are filtered by."""

from django.utils.translation import gettext_lazy as _

from customers.survey.models import SatisfactionSurvey, SurveyInvitation
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter, StatusFilter


class SurveyFilters(BaseFilterSet):
    status = StatusFilter(SatisfactionSurvey.Status)

    class Meta:
        model = SatisfactionSurvey
        fields = ["status"]
        search = ("number", "name")


class InvitationFilters(BaseFilterSet):
    status = StatusFilter(SurveyInvitation.Status)
    customer__owner = PersonFilter(label=_("responsible rep"))

    class Meta:
        model = SurveyInvitation
        fields = ["status", "customer__owner"]
        search = ("customer__name",)
