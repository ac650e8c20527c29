from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from performance.risk.states import KNOWN, OPEN, RiskCategory
from salesmgmt.core.permissions import Role
from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import User


class RiskQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "risk"
    OWNER = "reporter"

    def within(self, user: User, verb: str) -> Any:
        """Finance reads the risks of credit alone, and what is routed to it (roles.md)."""
        rows = super().within(user, verb)
        if user.is_authenticated and user.has_role(Role.FIN) and not user.has_role(Role.DIR, Role.GM):
            rows = rows.filter(Q(category=RiskCategory.CREDIT) | Q(reporter=user) | Q(pk__in=self.routed_ids(user)))
        return rows

    def open(self) -> Any:
        return self.filter(status__in=OPEN)

    def by_field(self) -> dict[tuple[int, int], int]:
        """``{(likelihood, impact): open risks}`` of those that were assessed."""
        rows = self.open().filter(likelihood__isnull=False).order_by().values_list("likelihood", "impact")
        return {(likelihood, impact): number for likelihood, impact, number in rows.annotate(n=Count("pk"))}

    def due_again(self, day: dt.date) -> Any:
        """Assessed once and to be assessed again by this day (RSK-02)."""
        return self.filter(status__in=KNOWN, next_review__lte=day)
