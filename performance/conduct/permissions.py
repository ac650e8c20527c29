"""Who may do what with conduct incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.coaching import people
from performance.conduct.states import ConductStatus
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from typing import Any

    from performance.conduct.models import ConductIncident
    from salesmgmt.core.models import User


def line_of(user: User) -> Any:
    """Everybody of whom this person is a superior; a substitute's rights do not reach this far."""
    return people.line_of([user.pk]).exclude(pk=user.pk)


def line_below(user: User) -> frozenset[int]:
    return frozenset(line_of(user).values_list("pk", flat=True))


def reads_all(user: User) -> bool:
    return user.has_role(Role.GM)


@because(right_of("conduct", "R"))
def reads_conduct(user: User) -> bool:
    return may_at_all(user, "conduct", "R")


@because(_("A conduct incident is recorded by a superior of the person, or by the general manager."))
def can_record_conduct(user: User, person: User) -> bool:
    """TEAM-07: by those to whom it is confidential."""
    if person.pk == user.pk or not may_at_all(user, "conduct", "C"):
        return False
    return reads_all(user) or person.pk in line_below(user)


def _in_line(user: User, incident: ConductIncident) -> bool:
    return user.pk != incident.person_id and (reads_all(user) or incident.person_id in line_below(user))


@because(_("What the person says is written down by a superior of his, or by the general manager."))
def can_hear_person(user: User, incident: ConductIncident) -> bool:
    return incident.status == ConductStatus.RECORDED and may_at_all(user, "conduct", "C") and _in_line(user, incident)


@because(
    _("An incident is decided by a superior of the person or by the general manager, never by whoever recorded it.")
)
def can_close_conduct(user: User, incident: ConductIncident) -> bool:
    """TEAM-07, SEC-04: nobody finds on what he wrote."""
    allowed = may_at_all(user, "conduct", "A") and _in_line(user, incident)
    return incident.status == ConductStatus.HEARD and decides_alone(user, incident, Role.GM, allowed)
