from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.clause.states import ClauseStatus
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class ClauseQuerySet(ScopedQuerySet):
    """Everybody who reads contracts reads the clauses they are made of; who writes or decides says the matrix."""

    MATRIX_KEY = "clause"
    OWNER = "created_by"

    def visible_to(self, user: User) -> ClauseQuerySet:
        return self if user.is_authenticated and may_at_all(user, "contract", "R") else self.none()

    def offered(self, field: Any) -> Any:
        """The approved texts of one clause of the contract, newest first."""
        return self.filter(field=field, status=ClauseStatus.APPROVED).order_by("-pk")
