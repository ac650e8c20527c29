"""Measures against its happening again (CMP-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.complaint.handling import locked, settle_department
from customers.complaint.models import Complaint
from customers.complaint.permissions import can_finish_action
from customers.complaint.work import CorrectiveAction
from salesmgmt.core import audit, words
from salesmgmt.core.calendar import END_OF_DAY, at, today
from salesmgmt.core.domain.notices import notify_department
from salesmgmt.core.domain.routing import route
from salesmgmt.core.domain.todo import close_tasks, open_task
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    import datetime as dt

    from salesmgmt.core.models import User

MEASURE = "corrective-action"


@transaction.atomic
def add_corrective_action(
    pk: int, user: User, measure: str, due_on: dt.date, department: str = "", person: User = None
) -> Complaint:
    """A measure with somebody responsible and a day; he sees the complaint and has a to-do (CMP-05)."""
    complaint = locked(pk, user)
    if complaint.status in (Complaint.Status.CLOSED, Complaint.Status.RECEIVED):
        raise BusinessError(_("Corrective actions belong to a complaint that is open."))
    if not measure.strip():
        raise BusinessError(_("Describe the measure."))
    if not department and person is None:
        raise BusinessError(_("Name a responsible department or person."))
    if due_on is None or due_on < today():
        raise BusinessError(_("A corrective action is due today or later."))
    action = CorrectiveAction.objects.create(
        complaint=complaint,
        measure=measure.strip(),
        department=department,
        person=person,
        due_on=due_on,
        created_by=user,
    )

    def subject() -> str:
        return _("Corrective action: %(measure)s") % {"measure": action.measure[:120]}

    if person is not None:
        route(complaint, user=person)
        open_task(MEASURE, complaint, person, subject, key=str(action.pk), due_on=due_on, body=complaint.title)
    if department:
        due_at = at(due_on, END_OF_DAY)
        notify_department(complaint, department, subject, sent_by=user, body=action.measure, due_at=due_at)
    audit.record(complaint, user, gettext_noop("Corrective action"), comment=_words(action))
    return complaint


def _words(action: CorrectiveAction) -> str:
    about = ", ".join(filter(None, [str(action.person or ""), action.due_on.isoformat()]))
    return words.headed(action.get_department_display, f"{action.measure} ({about})")


@transaction.atomic
def finish_corrective_action(pk: int, user: User, action: CorrectiveAction, result: str) -> Complaint:
    """``action`` of complaint ``pk`` is done; also after the complaint was closed, measures may take longer (CMP-05)."""
    complaint = lock(Complaint, pk, "customer__owner")
    row = complaint.corrective_actions.select_for_update(of=("self",)).filter(pk=action.pk).first()
    if row is None:
        raise BusinessError(_("This corrective action no longer exists."))
    row.complaint = complaint
    require(can_finish_action(user, row))
    if row.done_at is not None:
        raise BusinessError(_("This corrective action was already reported as done."))
    if not result.strip():
        raise BusinessError(_("Say what was done and whether it helps."))
    row.done_at, row.done_by, row.result = timezone.now(), user, result.strip()
    row.save(update_fields=["done_at", "done_by", "result"])
    close_tasks(complaint, MEASURE, user, key=str(row.pk))
    if row.department:
        settle_department(complaint, user, row.department)
    audit.record(complaint, user, gettext_noop("Corrective action done"), comment=f"{row.measure}\n{row.result}")
    return complaint
