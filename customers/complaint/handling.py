"""From the investigation to the confirmation by the customer (CMP-03, CMP-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.complaint.intake import HANDLE, open_handling_task
from customers.complaint.models import Complaint
from customers.complaint.permissions import can_answer_investigation, can_handle_complaint
from customers.complaint.states import INVESTIGABLE
from customers.complaint.work import ComplaintNote, Investigation
from customers.complaint_clock.deadline import sla_state
from salesmgmt.core import audit, words
from salesmgmt.core.domain.notices import notify, notify_department, settle_notices
from salesmgmt.core.domain.todo import close_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import User


def locked(pk: int, user: User) -> Complaint:
    """The complaint, locked, for those who handle it."""
    complaint = lock(Complaint, pk, "customer__owner")
    require(can_handle_complaint(user, complaint))
    return complaint


@transaction.atomic
def investigate(pk: int, user: User, departments: Any = (), question: str = "") -> Complaint:
    """Start the investigation and ask the departments concerned: each then sees this one complaint (CMP-03).

    Without a department sales investigates alone; further ones can be asked later.
    """
    complaint = locked(pk, user)
    if complaint.status == Complaint.Status.REGISTERED:
        move(complaint, Complaint.Status.INVESTIGATING, user, action=gettext_noop("Investigation started"))
    elif complaint.status not in INVESTIGABLE:
        raise BusinessError(_("The investigation of this complaint is over."))
    elif not departments:
        raise BusinessError(_("Choose the departments to ask."))
    waiting = set(complaint.investigations.filter(found_at__isnull=True).values_list("department", flat=True))
    for department in dict.fromkeys(departments):
        if department not in waiting:
            _ask(complaint, department, question, user)
    return complaint


def _ask(complaint: Complaint, department: str, question: str, user: User) -> None:
    row = Investigation.objects.create(
        complaint=complaint, department=department, question=question, asked_by=user, asked_at=timezone.now()
    )
    notify_department(
        complaint,
        department,
        lambda: _("Please investigate: %(complaint)s") % {"complaint": complaint.title},
        sent_by=user,
        body=question or complaint.content,
        due_at=complaint.deadline_at,
    )
    audit.record(
        complaint, user, gettext_noop("Department asked"), comment=words.headed(row.get_department_display, question)
    )


@transaction.atomic
def answer_investigation(pk: int, user: User, finding: str, department: str = "") -> Complaint:
    """A department writes down what it found (CMP-03); the one who asked is told."""
    complaint = lock(Complaint, pk, "customer__owner")
    rows = complaint.investigations.select_for_update().filter(found_at__isnull=True).order_by("pk")
    mine = [row for row in rows if can_answer_investigation(user, row) and department in ("", row.department)]
    require(mine, _("Your department was not asked about this complaint."))
    if not finding.strip():
        raise BusinessError(_("Write down what you found."))
    if complaint.status not in INVESTIGABLE:
        raise BusinessError(_("The investigation of this complaint is over."))
    row = mine[0]
    row.finding, row.found_by, row.found_at = finding.strip(), user, timezone.now()
    row.save(update_fields=["finding", "found_by", "found_at"])
    name = row.get_department_display()
    audit.record(
        complaint, user, gettext_noop("Finding"), comment=words.headed(row.get_department_display, row.finding)
    )
    settle_department(complaint, user, row.department, tell=False)
    notify(
        {row.asked_by, complaint.customer.owner} - {user},
        lambda: (
            _("%(department)s has investigated: %(complaint)s") % {"department": name, "complaint": complaint.title}
        ),
        url=complaint.get_absolute_url(),
        body=row.finding,
    )
    return complaint


def settle_department(complaint: Complaint, user: User, department: str, tell: bool = True) -> None:
    """What was handed over to a department is done once it owes neither a finding nor a measure (CMP-03, CMP-05)."""
    findings = complaint.investigations.filter(department=department, found_at__isnull=True)
    measures = complaint.corrective_actions.filter(department=department, done_at__isnull=True)
    if not findings.exists() and not measures.exists():
        settle_notices(complaint, user, department, tell)


@transaction.atomic
def add_note(pk: int, user: User, text: str, to_customer: bool = False) -> Complaint:
    """Keep contact until the customer is satisfied; the first report to him is the first reply (CMP-04, CF-30)."""
    complaint = locked(pk, user)
    if complaint.status == Complaint.Status.CLOSED:
        raise BusinessError(_("This complaint is closed."))
    if not text.strip():
        raise BusinessError(_("Write down what was done."))
    note = ComplaintNote.objects.create(
        complaint=complaint, by=user, text=text.strip(), to_customer=to_customer, at=timezone.now()
    )
    action = gettext_noop("Reported to the customer") if to_customer else gettext_noop("Progress")
    first = {"first_reply_at": note.at} if to_customer and complaint.first_reply_at is None else {}
    change(complaint, user, action, comment=note.text, **first)
    return complaint


def missing_for_solution(cause_text: str, solution: str) -> list:
    """What a solution lacks; pure (CMP-03)."""
    return [name for name, value in (("cause_text", cause_text), ("solution", solution)) if not (value or "").strip()]


@transaction.atomic
def propose_solution(pk: int, user: User, cause_text: str, solution: str, cause: Any = None) -> Any:
    """investigating → solution_proposed, with cause and solution; until it is carried out it may be improved (CMP-03)."""
    complaint = locked(pk, user)
    again = complaint.status == Complaint.Status.SOLUTION_PROPOSED
    if not again:
        guard(complaint, Complaint.Status.SOLUTION_PROPOSED)
    if missing_for_solution(cause_text, solution):
        raise BusinessError(_("A solution needs the cause and what is to be done, both in words."))
    fields = {"cause": cause, "cause_text": cause_text.strip(), "solution": solution.strip()}
    if again:
        return change(complaint, user, gettext_noop("Solution changed"), **fields)
    return move(complaint, Complaint.Status.SOLUTION_PROPOSED, user, comment=solution, **fields)


@transaction.atomic
def resolve_complaint(pk: int, user: User, resolution: str, handled_at: dt.datetime | None = None) -> Complaint:
    """The solution is carried out and reported to the customer: here the clock stops (CMP-02, CF-30, 004 §7.8)."""
    complaint = locked(pk, user)
    guard(complaint, Complaint.Status.RESOLVED)
    moment = handled_at or timezone.now()
    if not resolution.strip():
        raise BusinessError(_("Write down what was carried out and how the customer was told."))
    if not complaint.received_at <= moment <= timezone.now():
        raise BusinessError(_("A complaint is handled between its receipt and now."))
    ComplaintNote.objects.create(complaint=complaint, by=user, text=resolution.strip(), to_customer=True, at=moment)
    close_tasks(complaint, HANDLE, user)
    return move(
        complaint,
        Complaint.Status.RESOLVED,
        user,
        comment=resolution,
        resolution=resolution.strip(),
        handled_at=moment,
        sla_state=sla_state(complaint.deadline_at, moment, moment),
        first_reply_at=complaint.first_reply_at or moment,
    )


@transaction.atomic
def confirm_complaint(
    pk: int, user: User, confirmed_by: str, satisfied: bool, comment: str = "", confirmed_at: Any = None
) -> Complaint:
    """What the customer says of the result: who, when, satisfied or not. "Not satisfied" reopens it (CMP-04).

    Reopened, the clock runs on to the deadline it had: who was not satisfied was not properly handled.
    """
    complaint = locked(pk, user)
    guard(complaint, Complaint.Status.CUSTOMER_CONFIRMED)
    moment = confirmed_at or timezone.now()
    if not confirmed_by.strip():
        raise BusinessError(_("Say who confirmed it for the customer."))
    if satisfied is None:
        raise BusinessError(_("Say whether the customer is satisfied."))
    if not complaint.handled_at <= moment <= timezone.now():
        raise BusinessError(_("The customer confirms after the handling, and not in the future."))
    if not satisfied:
        return _reopen(complaint, user, confirmed_by, comment)
    return move(
        complaint,
        Complaint.Status.CUSTOMER_CONFIRMED,
        user,
        comment=comment or confirmed_by,
        confirmed_by=confirmed_by.strip(),
        confirmed_at=moment,
        satisfied=True,
    )


def _reopen(complaint: Complaint, user: User, confirmed_by: str, comment: str) -> Complaint:
    if not comment.strip():
        raise BusinessError(_("Write down what the customer is not satisfied with."))
    text = words.beside(confirmed_by.strip(), comment.strip())
    move(
        complaint,
        Complaint.Status.INVESTIGATING,
        user,
        action=gettext_noop("Reopened"),
        comment=text,
        satisfied=False,
        handled_at=None,
        sla_state=sla_state(complaint.deadline_at, None, timezone.now()),
        reopened=complaint.reopened + 1,
    )
    ComplaintNote.objects.create(complaint=complaint, by=user, text=text, at=timezone.now())
    open_handling_task(
        complaint, _("Customer not satisfied: %(complaint)s") % {"complaint": complaint.title}, comment, True
    )
    return complaint


def missing_for_closing(complaint: Complaint, has_action: bool) -> str:
    """Why it cannot be closed yet, in words; pure (CMP-04, CMP-05, CMP-06)."""
    if not (complaint.satisfied and complaint.confirmed_at and complaint.confirmed_by):
        return _("Without the confirmation of the customer the complaint stays open.")
    if complaint.cause_id is None:
        return _("Choose the root cause before closing: the monthly summary counts by it.")
    return missing_before_closing(complaint, has_action)


def missing_before_closing(complaint: Complaint, has_action: bool) -> str:
    """What a confirmed complaint lacks that the closing itself cannot add; pure (CMP-05, CMP-06).

    Every complaint is written down as a general one, so only who set the severity tells that anybody looked at it.
    """
    if complaint.severity_set_by_id is None:
        return _("Quality or the sales manager sets the severity before the complaint is closed.")
    if complaint.severity == Complaint.Severity.SERIOUS and not has_action:
        return _("A serious complaint is not closed without a corrective action.")
    return ""


@transaction.atomic
def close_complaint(pk: int, user: User, summary: str, cause: Any = None) -> Complaint:
    """customer_confirmed → closed, with a summary; a serious one needs a corrective action (CMP-04, CMP-05)."""
    complaint = locked(pk, user)
    if complaint.status not in (Complaint.Status.CUSTOMER_CONFIRMED, Complaint.Status.CLOSED):
        raise BusinessError(_("Without the confirmation of the customer the complaint stays open."))
    guard(complaint, Complaint.Status.CLOSED)
    fields = {"cause": cause} if cause is not None else {}
    complaint.cause_id = cause.pk if cause is not None else complaint.cause_id
    problem = missing_for_closing(complaint, complaint.corrective_actions.exists())
    if problem:
        raise BusinessError(problem)
    if not summary.strip():
        raise BusinessError(_("Write a summary."))
    return move(
        complaint,
        Complaint.Status.CLOSED,
        user,
        comment=summary,
        summary=summary.strip(),
        closed_at=timezone.now(),
        **fields,
    )


def why_not_close(user: User, complaint: Complaint) -> str:
    """Said as soon as people look for the button: after the customer has confirmed. The cause is asked on the form."""
    if complaint.status != Complaint.Status.CUSTOMER_CONFIRMED:
        return ""
    return missing_before_closing(complaint, bool(complaint.corrective_actions.all()))


def can_close_complaint(user: User, complaint: Complaint) -> bool:
    return can_handle_complaint(user, complaint) and not why_not_close(user, complaint)
