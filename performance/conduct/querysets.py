"""Conduct incidents are confidential to the line of superiors and the general manager (TEAM-07; roles.md, rule 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.conduct.permissions import line_of, reads_all
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class ConductQuerySet(ScopedQuerySet):
    MATRIX_KEY = "conduct"
    OWNER = "person"

    def within(self, user: User, verb: str) -> Any:
        """Of whom he is a superior of; the general manager of everybody; nobody his own, and no substitute any (TEAM-07)."""
        rows = super().within(user, verb).exclude(person=user)
        return rows if reads_all(user) else rows.filter(person__in=line_of(user).order_by().values("pk"))
