from __future__ import annotations

from typing import TYPE_CHECKING

from performance.expense_advance.states import ExpenseAdvanceStatus
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class ExpenseAdvanceQuerySet(ScopedQuerySet):
    MATRIX_KEY = "expense_advance"
    OWNER = "person"

    def open_of(self, person: User) -> Any:
        """What a person holds and has not accounted for, the oldest first."""
        return self.filter(person=person, status=ExpenseAdvanceStatus.PAID_OUT).order_by("pk")
