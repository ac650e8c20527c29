"""Teams of the after-sales service, their technicians and skills (SVC-02, 001 三(五)2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.service.models import ServiceTeam, Technician
from customers.service.permissions import can_keep_teams
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def create_team(user: User, name: Any, lead: Any, lines: Any = (), is_active: bool = True) -> ServiceTeam:
    require(can_keep_teams(user))
    if ServiceTeam.objects.filter(name=name.strip()).exists():
        raise BusinessError(_("A team of this name is there already."))
    team = ServiceTeam.objects.create(name=name.strip(), lead=lead, is_active=is_active)
    _set_technicians(team, lines)
    audit.record(team, user, gettext_noop("Created"), comment=_in_words(team))
    return team


@transaction.atomic
def update_team(pk: int, user: User, lines: Iterable = (), **fields: Any) -> ServiceTeam:
    team = lock(ServiceTeam, pk)
    require(can_keep_teams(user))
    if ServiceTeam.objects.filter(name=fields.get("name", team.name)).exclude(pk=pk).exists():
        raise BusinessError(_("A team of this name is there already."))
    _set_technicians(team, lines)
    return change(team, user, gettext_noop("Edited"), comment=_in_words(team), **fields)


def _set_technicians(team: ServiceTeam, lines: Iterable) -> None:
    """The rows as typed: somebody may belong to one team only."""
    people = [line["person"].pk for line in lines]
    if len(people) != len(set(people)):
        raise BusinessError(_("A technician stands in the team once."))
    elsewhere = Technician.objects.filter(person__in=people).exclude(team=team).select_related("person", "team").first()
    if elsewhere is not None:
        raise BusinessError(
            _("%(person)s belongs to %(team)s already.") % {"person": elsewhere.person, "team": elsewhere.team}
        )
    team.technicians.exclude(person__in=people).delete()
    for line in lines:
        technician, _made = Technician.objects.get_or_create(team=team, person=line["person"])
        technician.skills.set(line["skills"])


def _in_words(team: ServiceTeam) -> str:
    rows = team.technicians.select_related("person").prefetch_related("skills")
    return "; ".join(f"{row.person}: {'、'.join(str(skill) for skill in row.skills.all())}" for row in rows)
