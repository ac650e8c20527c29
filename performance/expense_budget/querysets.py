from __future__ import annotations

from typing import TYPE_CHECKING

from performance.expense_budget.states import PREPARED, ExpenseBudgetStatus
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import Unit


class ExpenseBudgetQuerySet(ScopedQuerySet):
    MATRIX_KEY = "expense_budget"
    OWNER = "responsible_person"

    def of(self, department: Unit, year: int) -> Any:
        return self.filter(department=department, year=year)

    def in_force(self) -> Any:
        return self.filter(status=ExpenseBudgetStatus.APPROVED)

    def prepared(self) -> Any:
        return self.filter(status__in=PREPARED)
