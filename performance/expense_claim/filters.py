import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.expense_budget.states import ExpenseCategory
from performance.expense_claim.models import ExpenseClaim
from salesmgmt.core.web.filters import (
    BaseFilterSet,
    DateRangeFilter,
    MoneyRangeFilter,
    PersonFilter,
    StatusFilter,
    WholeNumberFilter,
)


class ExpenseClaimFilters(BaseFilterSet):
    status = StatusFilter(ExpenseClaim.Status)
    claimant = PersonFilter(label=pgettext_lazy("expense claim", "claimant"))
    over_budget = filters.BooleanFilter(label=_("over budget"))
    category = filters.ChoiceFilter(
        label=pgettext_lazy("expense", "category"), choices=ExpenseCategory.choices, method="filter_category"
    )
    campaign = WholeNumberFilter(label=_("campaign"), method="filter_campaign")
    spent = DateRangeFilter(label=pgettext_lazy("expense", "spent"), field_name="lines__date", distinct=True)
    amount = MoneyRangeFilter()

    class Meta:
        model = ExpenseClaim
        fields = ["status", "claimant", "over_budget", "amount"]
        search = ("number", "purpose", "claimant__name", "vouchers__number")
        primary = ("status", "claimant")

    def filter_category(self, rows, name, value):
        return rows.filter(lines__category=value).distinct()

    def filter_campaign(self, rows, name, value):
        return rows.filter(lines__campaign=value).distinct()
