from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from performance.penalty.states import IN_FORCE
from salesmgmt.core.models import User as Person
from salesmgmt.core.permissions import Role
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def line_below(user: User) -> set[int]:
    """Everybody whose superiors this person is among, himself included; one query."""
    reports: dict[int, list[int]] = {}
    for pk, superior in Person.objects.filter(superior__isnull=False).order_by().values_list("pk", "superior"):
        reports.setdefault(superior, []).append(pk)
    found, waiting = {user.pk}, [user.pk]
    while waiting:
        for pk in reports.get(waiting.pop(), ()):
            if pk not in found:
                found.add(pk)
                waiting.append(pk)
    return found


class PenaltyQuerySet(ScopedQuerySet):
    MATRIX_KEY = "penalty"
    OWNER = "person"

    def within(self, user: User, verb: str) -> Any:
        """Confidential to the person's superior line and the general manager (roles.md, row-level rule 6); finance, which
        recovers, sees what was decided."""
        rows = super().within(user, verb)
        if not user.is_authenticated or user.has_role(Role.GM):
            return rows
        allowed = Q(person__in=line_below(user)) | Q(pk__in=self.routed_ids(user))
        if user.has_role(Role.FIN):
            allowed |= Q(status__in=IN_FORCE)
        return rows.filter(allowed)
