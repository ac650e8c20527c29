from django.utils.translation import pgettext_lazy

from performance.expense_advance.models import ExpenseAdvance
from salesmgmt.core.web.filters import BaseFilterSet, PersonFilter, StatusFilter


class ExpenseAdvanceFilters(BaseFilterSet):
    status = StatusFilter(ExpenseAdvance.Status)
    person = PersonFilter(label=pgettext_lazy("advance", "person"))

    class Meta:
        model = ExpenseAdvance
        fields = ["status", "person"]
        search = ("number", "purpose", "person__name")
        primary = ("status", "person")
