import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.campaign.models import Campaign
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, StatusFilter


class CampaignFilters(BaseFilterSet):
    status = StatusFilter(Campaign.Status)
    type = filters.ChoiceFilter(choices=Campaign.Type.choices, label=_("type"))
    starts_on = DateRangeFilter(label=_("begins"))

    class Meta:
        model = Campaign
        fields = ["status", "type", "starts_on"]
        primary = ("status", "type", "starts_on")
