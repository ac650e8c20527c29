import django_filters as filters
from django.utils.translation import gettext_lazy as _

from contracts.clause.models import FIELDS, LibraryClause
from salesmgmt.core.web.filters import BaseFilterSet, StatusFilter


class ClauseFilter(BaseFilterSet):
    status = StatusFilter(LibraryClause.Status)
    field = filters.ChoiceFilter(choices=FIELDS, label=_("clause of the contract"))

    class Meta:
        model = LibraryClause
        fields = ["status", "field"]
        search = ("number", "name", "text")
