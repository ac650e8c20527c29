"""The clocks of complaints watched: half time to the supervisor, the deadline to the manager (CMP-08)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.complaint.models import Complaint
from customers.complaint.querysets import UNHANDLED, UNSOLVED
from customers.complaint_clock.deadline import MISSED, sla_state
from salesmgmt.core.calendar import SHANGHAI
from salesmgmt.core.domain.approvals.address import everybody, superiors
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.notices import Message, notify_many
from salesmgmt.core.domain.routing import route_many
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change_many, lock_many

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any


HALF_TIME, DEADLINE = "half_time", "deadline"
SUPERVISORS = (Role.SUP, Role.MGR, Role.DIR, Role.GM)
MANAGERS = (Role.MGR, Role.DIR, Role.GM)


def due(complaint: Complaint, at: dt.datetime) -> str:
    """What has to be told at this moment: nothing, half time, or the deadline; pure (CMP-08).

    Half time concerns complaints without a solution; at the deadline everything counts that is not carried out.
    """
    if complaint.handled_at is not None or complaint.status not in UNHANDLED:
        return ""
    if sla_state(complaint.deadline_at, None, at) == MISSED:
        return DEADLINE if complaint.deadline_told_at is None else ""
    half_gone = at >= complaint.half_time_at and complaint.status in UNSOLVED
    return HALF_TIME if half_gone and complaint.half_time_told_at is None else ""


def watch_complaints(at: dt.datetime) -> int:
    """J01 complaint_sla: every quarter of an hour, each limit once; returns how many were told (CMP-02, CMP-08)."""
    waiting = Complaint.objects.filter(handled_at__isnull=True, half_time_at__lte=at, deadline_told_at__isnull=True)
    rows = list(waiting.order_by("pk").only("pk", "number"))
    return in_batches("complaint-sla", rows, lambda some: _watch([row.pk for row in some], at))


@transaction.atomic
def _watch(pks: list[int], at: dt.datetime) -> int:
    people, head = everybody(), User.objects.with_role(Role.DIR).first()
    locked = [(complaint, due(complaint, at)) for complaint in lock_many(Complaint, pks, "customer")]
    messages, routes = [], []
    for limit, roles in ((HALF_TIME, SUPERVISORS), (DEADLINE, MANAGERS)):
        some = [complaint for complaint, found in locked if found == limit]
        reps = {complaint.pk: people.get(complaint.customer.owner_id) for complaint in some}
        asked = {complaint.pk: first_above(reps[complaint.pk], roles, head) for complaint in some}
        _escalate(some, limit, asked)
        for complaint in some:
            rep, person = reps[complaint.pk], asked[complaint.pk]
            if person is not None:
                routes.append((complaint, person))  # who is told can open it, wherever he stands in the organisation
            informed = {rep, person, first_above(rep, SUPERVISORS, head) if limit == DEADLINE else None}
            messages.append(_message(complaint, limit, informed))
    route_many(routes)
    notify_many(messages)
    return len(messages)


def _escalate(complaints: list[Complaint], limit: str, asked: dict[int, User | None]) -> None:
    told: dict[str, Any] = {f"{limit}_told_at": timezone.now()}
    if limit == DEADLINE:
        told["sla_state"] = MISSED
    change_many(
        complaints,
        None,
        ACTIONS[limit],
        lambda complaint: {"escalated_to": asked[complaint.pk], **told},
        comment=lambda complaint: _escalated(asked[complaint.pk]),
    )


def _escalated(person: User | None) -> str:
    return _("Escalated to %(person)s") % {"person": person} if person else ""


ACTIONS = {HALF_TIME: gettext_noop("Half of the time is gone"), DEADLINE: gettext_noop("Deadline missed")}


def first_above(rep: User | None, roles: tuple, head: User | None = None) -> User | None:
    """The nearest superior with the first of these roles anybody above has; without a rep the head of sales (CMP-08)."""
    chain = [person for person in superiors(rep) if person.is_active] if rep else []
    for role in roles:
        found = next((person for person in chain if person.has_role(role)), None)
        if found is not None:
            return found
    return chain[0] if chain else head or User.objects.with_role(Role.DIR).first()


def _message(complaint: Complaint, limit: str, people: set) -> Message:
    words = {"complaint": complaint.title, "deadline": f"{complaint.deadline_at.astimezone(SHANGHAI):%m-%d %H:%M}"}
    if limit == HALF_TIME:
        text = gettext_noop("Half of the time is gone, no solution yet: %(complaint)s, deadline %(deadline)s")
    else:
        text = gettext_noop("Complaint past its deadline: %(complaint)s, deadline %(deadline)s")
    return Message(
        people,
        lambda: _(text) % words,
        url=complaint.get_absolute_url(),
        body=complaint.content,
        key=f"complaint-{limit}-{complaint.pk}-{complaint.reopened}",
    )
