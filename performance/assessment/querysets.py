from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from performance.assessment.states import SEEN
from performance.coaching.people import line_of
from salesmgmt.core.permissions import Role
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User

EVERYBODYS = (Role.DIR, Role.GM)
LEADERS = (Role.SUP, Role.MGR, *EVERYBODYS)


class AssessmentQuerySet(ScopedQuerySet):
    MATRIX_KEY = "assessment"
    OWNER = "person"

    def within(self, user: User, verb: str) -> Any:
        """Confidential to the person's line of superiors, director and general manager (roles.md, row-level rule 6), and to
        those who had a part in it. Nobody sees his own before it is confirmed (KPI-15); finance sees results that hold, for
        the payroll."""
        rows = super().within(user, verb)
        if not user.is_authenticated or not user.is_active:
            return rows
        rows = rows.filter(~Q(person=user) | Q(status__in=SEEN))
        if user.has_role(*EVERYBODYS):
            return rows
        if not user.has_role(*LEADERS):
            return rows.filter(status__in=SEEN)
        allowed = Q(person=user) | Q(person__in=line_of(user.acting_ids).order_by().values("pk"))
        allowed |= Q(scored_by=user) | Q(confirmed_by=user) | Q(coaching__coach=user) | Q(pk__in=self.routed_ids(user))
        return rows.filter(allowed | Q(status__in=SEEN) if user.has_role(Role.FIN) else allowed)

    def seen(self) -> Any:
        """Those whose result holds."""
        return self.filter(status__in=SEEN)
