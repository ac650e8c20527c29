"""The people one leads (TEAM-02)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role, scopes

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

DEEPEST_LINE = 8  # levels of superiors above a person


def people_of(user: User) -> Any:
    """TEAM-02: the representatives whose work this person looks after: a supervisor's team, a manager's region,
    everybody for director and general manager, a representative himself alone."""
    reps = User.objects.with_role(Role.REP).select_related("unit")
    granted = scopes(user, "coaching_note", "R")
    if "a" in granted:
        return reps
    return reps.filter(pk__in=set().union(*(user.owner_ids(scope) for scope in granted & set("otg"))))


def line_of(superiors: Collection[int]) -> Any:
    """Everybody of whom one of these is a superior, over however many levels; asked together with what it narrows."""
    above, path = Q(), "superior"
    for _level in range(DEEPEST_LINE):
        above |= Q(**{f"{path}__in": superiors})
        path = f"{path}__superior"
    return User.objects.filter(above)
