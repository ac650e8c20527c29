"""A work report on its way: drafted from the records, handed in, commented by the superior (TEAM-05)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.work_report.filling import fill
from performance.work_report.models import WorkReport
from performance.work_report.permissions import can_comment_report, can_edit_report, can_submit_report, writes_reports
from performance.work_report.rules import period_begun
from performance.work_report.states import WorkReportStatus
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.approvals.address import superiors
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import close_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.state import change, guard, lock, lock_whole, move, require

if TYPE_CHECKING:
    from typing import Any

# The to-do of whose report it is: a draft waits for him.
TO_SUBMIT = "work-report"


def last_ends(people: Any = None) -> dict[int, dt.date]:
    """The last day that each person has reported on or begun to; a draft thrown away counts too, it is not asked again."""
    rows = WorkReport.objects.order_by()
    if people is not None:
        rows = rows.filter(employee__in=people)
    return dict(rows.values_list("employee").annotate(end=Max("date_to")))


@transaction.atomic
def draft_report(employee: User, date_from: dt.date, date_to: dt.date, user: User | None = None) -> WorkReport:
    """The report of a person and a period, filled from his visits, leads, orders and collections (TEAM-05)."""
    report = WorkReport.objects.create(
        number=next_number(WorkReport.KIND, date_to),
        created_by=user,
        employee=employee,
        date_from=date_from,
        date_to=date_to,
    )
    _write_sums(report)
    audit.record(report, user, gettext_noop("Drawn up"), to_status=report.status)
    return report


def _write_sums(report: WorkReport) -> None:
    sums = fill(report)
    for name, value in sums.items():
        setattr(report, name, value)
    report.save(update_fields=list(sums))


@transaction.atomic
def begin_report(user: User) -> WorkReport:
    """Before the clock does it: the report of the period that runs; the one he began already, where there is one (TEAM-05)."""
    require(writes_reports(user))
    lock_whole(User, user.pk)
    waiting = WorkReport.objects.to_hand_in(user).order_by("date_to", "pk").first()
    if waiting is not None:
        return waiting
    period = period_begun(last_ends([user]).get(user.pk), today(), policy().work_report_days)
    if period is None:
        raise BusinessError(_("You have handed in the report of this period already."))
    return draft_report(user, *period, user=user)


@transaction.atomic
def update_report(pk: int, user: User, **fields: Any) -> WorkReport:
    """Problems, proposals and next steps; what was done comes from the records (TEAM-05)."""
    report = lock(WorkReport, pk, "employee")
    require(can_edit_report(user, report))
    return change(report, user, gettext_noop("Edited"), **fields)


@transaction.atomic
def submit_report(pk: int, user: User) -> WorkReport:
    """draft → submitted with one tap, with the lines of this moment; the superior is told (TEAM-05)."""
    report = lock(WorkReport, pk, "employee__superior")
    guard(report, WorkReportStatus.SUBMITTED)
    require(can_submit_report(user, report))
    if report.date_from > today():
        raise BusinessError(_("The period of this report has not begun."))
    move(report, WorkReportStatus.SUBMITTED, user, submitted_at=timezone.now(), **fill(report))
    close_tasks(report, TO_SUBMIT, user)
    notify(
        [superior_of(report.employee)],
        lambda: _("Work report of %(person)s") % {"person": report.employee},
        url=report.get_absolute_url(),
        body=report.problems,
    )
    return report


@transaction.atomic
def comment_report(pk: int, user: User, comment: str) -> WorkReport:
    """submitted → commented by a superior; whose report it is is told (TEAM-05)."""
    report = lock(WorkReport, pk, "employee")
    guard(report, WorkReportStatus.COMMENTED)
    require(can_comment_report(user, report))
    if not comment.strip():
        raise BusinessError(_("Write the comment."))
    move(
        report,
        WorkReportStatus.COMMENTED,
        user,
        comment=comment,
        superior_comment=comment,
        commented_by=user,
        commented_at=timezone.now(),
    )
    notify(
        [report.employee],
        lambda: _("Your work report was commented by %(person)s") % {"person": user},
        url=report.get_absolute_url(),
        body=comment,
    )
    return report


def superior_of(person: User) -> User | None:
    """The nearest active superior: a person who left is passed over (TEAM-05)."""
    return next((each for each in superiors(person) if each.is_active), None)
