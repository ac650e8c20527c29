from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from performance.alert.states import OF_CREDIT, RUNNING
from salesmgmt.core.permissions import Role
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class AlertQuerySet(ScopedQuerySet):
    MATRIX_KEY = "alert"

    def within(self, user: User, verb: str) -> Any:
        """Finance reads the alerts about what customers owe, and what is routed to it."""
        rows = super().within(user, verb)
        if user.is_authenticated and user.has_role(Role.FIN) and not user.has_role(Role.DIR, Role.GM):
            rows = rows.filter(Q(rule__cause__in=OF_CREDIT) | Q(pk__in=self.routed_ids(user)))
        return rows

    def running(self) -> Any:
        """Not closed yet."""
        return self.filter(status__in=RUNNING)

    def holding(self) -> Any:
        """Whose cause has not gone, closed with a reason or not: while one holds, the rule opens no second (RSK-03)."""
        return self.filter(cleared_on__isnull=True)
