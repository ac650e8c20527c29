from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from performance.assessment.states import SEEN
from salesmgmt.core.permissions import Role
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User

LEADERS = (Role.SUP, Role.MGR, Role.DIR, Role.GM)


class AssessmentQuerySet(ScopedQuerySet):
    MATRIX_KEY = "assessment"
    OWNER = "person"

    def within(self, user: User, verb: str) -> Any:
        """Nobody sees his own before it is confirmed (KPI-15); finance sees results that hold, for the payroll."""
        rows = super().within(user, verb)
        if not user.is_authenticated or not user.is_active:
            return rows
        rows = rows.filter(~Q(person=user) | Q(status__in=SEEN))
        return rows if user.has_role(*LEADERS) else rows.filter(status__in=SEEN)

    def seen(self) -> Any:
        """Those whose result holds."""
        return self.filter(status__in=SEEN)
