import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contracts.amendment.models import ContractAmendment
from contracts.amendment.states import Origin
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter, StatusFilter


class AmendmentFilter(BaseFilterSet):
    status = StatusFilter(ContractAmendment.Status)
    origin = filters.ChoiceFilter(choices=Origin.choices, label=pgettext_lazy("amendment", "Wanted by"))
    owner = PersonFilter(field_name="contract__customer__owner", label=_("Responsible rep"))
    production_started = filters.BooleanFilter(label=_("After production has started"))

    class Meta:
        model = ContractAmendment
        fields = ["status", "origin", "owner", "production_started"]
        search = ("number", "contract__number")
        primary = ("status", "owner")
