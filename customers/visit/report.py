"""The report of a visit: what must stand in it, what follows from it, who is reminded (VIS-02, VIS-03)."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from customers.preference.keeping import keep_preference
from customers.visit.models import Visit, VisitReport
from customers.visit.permissions import can_edit_visit
from customers.visit.planning import agree, hold, log_visit
from salesmgmt.core.calendar import SHANGHAI
from salesmgmt.core.domain.approvals.address import everybody
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import close_tasks, open_task, open_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Task
from salesmgmt.core.state import guard, lock, move, require
from salesmgmt.core.words import label_of

if TYPE_CHECKING:
    from typing import Any

    from customers.contact.models import Contact
    from customers.customer.models import Customer
    from salesmgmt.core.models import User

# VIS-02: what was heard; VIS-03: how it goes on.
NEEDED = ("needs", "feedback", "next_step", "next_on")
FIELDS = ("topics", "needs", "questions", "feedback", "next_step", "next_on")


def missing_in_report(values: dict) -> list:
    """The fields a report cannot be submitted without; pure (VIS-02, VIS-03)."""
    return [name for name in NEEDED if not str(values.get(name) or "").strip()]


def problems_of_report(values: dict, visited_on: dt.date) -> list:
    """Every reason why the report is refused, in words; pure (VIS-02, VIS-03)."""
    missing = missing_in_report(values)
    if missing:
        names = [str(label_of(VisitReport, name)) for name in missing]
        return [_("The report lacks: %(fields)s.") % {"fields": "、".join(names)}]
    if values["next_on"] < visited_on:
        return [_("The next step lies before the visit.")]
    return []


@transaction.atomic
def report_visit(
    pk: int,
    user: User,
    *,
    visited_at: dt.datetime | None = None,
    contact: Contact | None = None,
    time: dt.time | None = None,
    topic: str = "",
    preference: str = "",
    **values: Any,
) -> Visit:
    """done → reported, with the follow-up as a to-do of whoever goes on (VIS-02, VIS-03).

    An appointment may be reported straight away, and so may a plan once contact and time are filled in: at the gate
    it is one act. Each stop on the way is still made and recorded.
    """
    visit = lock(Visit, pk, "customer__owner", "visitor")
    require(can_edit_visit(user, visit))
    if visit.status == Visit.Status.PLANNED:
        agree(visit, user, contact, time, visit.day)
    if visit.status == Visit.Status.APPOINTED:
        hold(visit, user, visited_at or timezone.now())
    guard(visit, Visit.Status.REPORTED)
    problems = problems_of_report(values, visit.day)
    if problems:
        raise BusinessError(problems[0])
    report = VisitReport.objects.create(
        visit=visit, reported_by=user, reported_at=timezone.now(), **{name: values.get(name) or "" for name in FIELDS}
    )
    move(visit, Visit.Status.REPORTED, user)
    close_tasks(visit, "visit_report", user)
    open_task(
        "visit_follow_up",
        visit,
        _reporter(visit),
        report.next_step,
        key="next",
        due_on=report.next_on,
        body=report.needs,
        tell=False,
    )
    if preference.strip():
        keep_preference(user, customer=visit.customer, topic=topic, content=preference, source=visit)
    return visit


@transaction.atomic
def log_and_report(
    user: User,
    *,
    customer: Customer,
    visited_at: dt.datetime,
    purpose: str,
    topic: str = "",
    preference: str = "",
    **fields: Any,
) -> Visit:
    """An unplanned visit, with its report where one was written: all of it or nothing (VIS-01 to VIS-03)."""
    values = {name: fields.pop(name, None) for name in FIELDS}
    visit = log_visit(user, customer=customer, visited_at=visited_at, purpose=purpose, **fields)
    if any(values.values()) or preference.strip():
        return report_visit(visit.pk, user, topic=topic, preference=preference, **values)
    return visit


def remind_of_reports(at: dt.datetime) -> int:
    """J04 visit_report: a visit held longer ago than SET-33 without a report reminds its visitor, once (VIS-03).

    Where the customer has another rep since, and the visitor sees the visit no more, the report is the new rep's.
    """
    deadline = at - dt.timedelta(hours=policy().visit_report_hours)
    known = Task.objects.filter(
        kind="visit_report", content_type__app_label="customers", content_type__model="visit", object_id=OuterRef("pk")
    )
    late = Visit.objects.unreported().filter(~Exists(known), visited_at__lte=deadline)
    day, people = at.astimezone(SHANGHAI).date(), everybody()
    rows = []
    for visit in late.select_related("customer").order_by("pk"):
        visit.visitor = people[visit.visitor_id]  # whose rights are remembered
        visit.customer.owner = people.get(visit.customer.owner_id)
        rows.append((visit, _reporter(visit), partial(_to_write, visit)))
    return len(open_tasks("visit_report", rows, due_on=day, queue="visit_report", tell=True))


def _to_write(visit: Visit) -> str:
    return _("Write the report of the visit to %(customer)s") % {"customer": visit.customer}


def _reporter(visit: Visit) -> User:
    return visit.visitor if can_edit_visit(visit.visitor, visit) else visit.customer.owner
