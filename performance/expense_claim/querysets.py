from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from performance.expense_claim.states import APPROVED, UNDER_WAY
from salesmgmt.core.money import ZERO
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from salesmgmt.core.models import Unit


class ExpenseClaimQuerySet(ScopedQuerySet):
    MATRIX_KEY = "expense_claim"
    OWNER = "claimant"


class ExpenseLineQuerySet(QuerySet):
    """What a line counts is what finance left of it, until then what was claimed."""

    def approved(self) -> Any:
        """Lines of claims that the manager has agreed to: they have used the budget (EXP-03)."""
        return self.filter(claim__status__in=APPROVED)

    def under_way(self) -> Any:
        return self.filter(claim__status__in=UNDER_WAY)

    def of_budget(self, department: Unit, year: int) -> Any:
        return self.filter(claim__department=department, date__year=year)

    def sums(self, *by: str) -> dict:
        """``{key: sum}`` by one field, ``{(key, …): sum}`` by several."""
        rows = self.order_by().values_list(*by).annotate(sum=Sum(Coalesce("allowed", "amount")))
        return {row[0] if len(by) == 1 else row[:-1]: row[-1] for row in rows}

    def total(self) -> Decimal:
        return self.aggregate(sum=Sum(Coalesce("allowed", "amount")))["sum"] or ZERO
