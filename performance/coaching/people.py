"""The people one leads (TEAM-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role, scopes

if TYPE_CHECKING:
    from typing import Any


def people_of(user: User) -> Any:
    """TEAM-02: the representatives whose work this person looks after: a supervisor's team, a manager's region,
    everybody for director and general manager, a representative himself alone."""
    reps = User.objects.with_role(Role.REP).select_related("unit")
    granted = scopes(user, "coaching_note", "R")
    if "a" in granted:
        return reps
    return reps.filter(pk__in=set().union(*(user.owner_ids(scope) for scope in granted & set("otg"))))
