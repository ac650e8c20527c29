import django_filters as filters
from django.utils.translation import gettext_lazy as _

from contracts.termination.models import ContractTermination
from contracts.termination.states import Ground
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter, StatusFilter


class TerminationFilter(BaseFilterSet):
    status = StatusFilter(ContractTermination.Status)
    ground = filters.ChoiceFilter(choices=Ground.choices, label=_("Ground"))
    owner = PersonFilter(field_name="contract__customer__owner", label=_("Responsible rep"))

    class Meta:
        model = ContractTermination
        fields = ["status", "ground", "owner"]
        search = ("number", "contract__number")
