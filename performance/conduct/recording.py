"""An incident is recorded, the person heard, and a finding made by somebody else than who recorded it (TEAM-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.conduct.models import ConductIncident
from performance.conduct.permissions import can_close_conduct, can_hear_person, can_record_conduct, reads_conduct
from performance.conduct.states import ConductStatus, Finding
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.approvals.address import superiors
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any


@transaction.atomic
def record_conduct(user: User, person: User, happened_on: dt.date, **fields: Any) -> ConductIncident:
    """By a superior; only those to whom it is confidential hear of it, and the notice does not say what it is (TEAM-07)."""
    require(can_record_conduct(user, person))
    if happened_on > today():
        raise BusinessError(_("An incident cannot have happened on a day that is still to come."))
    if not fields.get("description", "").strip():
        raise BusinessError(_("Describe what happened."))
    incident = ConductIncident(
        number=next_number(ConductIncident.KIND), created_by=user, person=person, happened_on=happened_on, **fields
    )
    incident.save()
    audit.record(incident, user, gettext_noop("Recorded"), to_status=incident.status)
    _tell(incident, user, lambda: _("Conduct incident recorded: %(number)s") % {"number": incident.number})
    return incident


@transaction.atomic
def hear_person(pk: int, user: User, statement: str) -> ConductIncident:
    """recorded → heard: what the person himself says is written down before anything is found (TEAM-07)."""
    incident = lock(ConductIncident, pk, "person", "created_by")
    guard(incident, ConductStatus.HEARD)
    require(can_hear_person(user, incident))
    if not statement.strip():
        raise BusinessError(_("Write down what the person says."))
    move(incident, ConductStatus.HEARD, user, statement=statement, heard_on=today())
    _tell(incident, user, lambda: _("Conduct incident to be decided: %(number)s") % {"number": incident.number})
    return incident


@transaction.atomic
def close_conduct(pk: int, user: User, finding: str, measure: str) -> ConductIncident:
    """heard → closed: proved or not, with the consequence, by somebody else than who recorded it (TEAM-07, SEC-04)."""
    incident = lock(ConductIncident, pk, "person", "created_by")
    guard(incident, ConductStatus.CLOSED)
    require(can_close_conduct(user, incident))
    if finding not in Finding.values:
        raise BusinessError(_("Say whether the incident is proved."))
    if not measure.strip():
        raise BusinessError(_("Say what follows from it."))
    move(incident, ConductStatus.CLOSED, user, comment=measure, finding=finding, measure=measure, closed_by=user)
    _tell(incident, user, lambda: _("Conduct incident closed: %(number)s") % {"number": incident.number})
    return incident


def _tell(incident: ConductIncident, user: User, subject: Any) -> None:
    line = [each for each in superiors(incident.person) if reads_conduct(each)]
    readers = {each.pk: each for each in [*line, *User.objects.with_role(Role.GM)]}
    others = [each for pk, each in readers.items() if pk not in (user.pk, incident.person_id)]
    notify(others, subject, url=incident.get_absolute_url())
