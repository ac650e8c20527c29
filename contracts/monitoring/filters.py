import django_filters as filters
from django.utils.translation import gettext_lazy as _

from contracts.contract.models import Contract
from contracts.monitoring.models import Deviation
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class DeviationFilter(BaseFilterSet):
    status = StatusFilter(Deviation.Status)
    clause = filters.ChoiceFilter(choices=Deviation.Clause.choices, label=_("Clause concerned"))
    found_on = DateRangeFilter()
    owner = PersonFilter(field_name="contract__customer__owner", label=_("Responsible rep"))

    class Meta:
        model = Deviation
        fields = ["status", "clause", "found_on", "owner"]
        search = ("contract__number",)


class RiskFilter(BaseFilterSet):
    owner = PersonFilter(field_name="customer__owner", label=_("Responsible rep"))
    unfiled = filters.BooleanFilter(field_name="no_original", label=_("Original not filed"))
    unsealed = filters.BooleanFilter(field_name="no_seal", label=_("Signature or seal missing"))
    annex = filters.BooleanFilter(field_name="no_annex", label=_("Annex missing"))
    over = filters.BooleanFilter(field_name="is_over", label=_("Run out"))
    breach = filters.BooleanFilter(field_name="breach_open", label=_("Open breach"))

    class Meta:
        model = Contract
        fields = ["owner", "unfiled", "unsealed", "annex", "over", "breach"]
