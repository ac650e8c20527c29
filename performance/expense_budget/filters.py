import django_filters as filters
from django.utils.translation import gettext_lazy as _

from performance.expense_budget.models import ExpenseBudget
from salesmgmt.core.models import Unit
from salesmgmt.core.web.filters import BaseFilterSet, StatusFilter


class ExpenseBudgetFilters(BaseFilterSet):
    status = StatusFilter(ExpenseBudget.Status)
    department = filters.ModelChoiceFilter(
        label=_("department"), queryset=lambda request: Unit.objects.filter(expense_budgets__isnull=False).distinct()
    )

    class Meta:
        model = ExpenseBudget
        fields = ["status", "year", "department"]
        search = ("number", "department__name")
        primary = ("status", "year", "department")
