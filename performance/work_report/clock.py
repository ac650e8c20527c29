"""Job J16: the drafts of the work reports, and those who have not handed theirs in."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from orders.collection_report.clock import period_for
from performance.work_report.models import WorkReport
from performance.work_report.reporting import TO_SUBMIT, draft_report, last_ends, superior_of
from performance.work_report.states import WorkReportStatus
from salesmgmt.core import calendar
from salesmgmt.core.domain.approvals.address import everybody
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.domain.notices import Message, notify_many
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import open_tasks
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    import datetime as dt

JOB = "work-reports"
MONDAY = 0


def remind_reports(at: dt.datetime) -> int:
    """Who has no report of the period that ended gets a draft of it; he and his superior are reminded (TEAM-05, J16).

    Periods are SET-51 days long and begin on a Monday, so with seven days this happens on Mondays. A second run of the
    day does nothing.
    """
    day, every = calendar.day_of(at), policy().work_report_days
    ends = last_ends()
    people = list(User.objects.with_role(Role.REP, Role.SUP).order_by("pk"))

    def draft(person: User) -> int:
        period = period_for(ends.get(person.pk), day, every)
        if period is None:
            return 0
        draft_report(person, *period)
        return 1

    made = one_by_one(JOB, people, draft)
    return made + _remind(day) if made or day.weekday() == MONDAY else made


def _remind(day: dt.date) -> int:
    """A to-do of everybody whose report is missing, and one notice of each superior with the names."""
    people = everybody()
    reports = list(WorkReport.objects.overdue(day).filter(employee__is_active=True).order_by("employee__name", "pk"))
    rows = [(report, people[report.employee_id], partial(_to_hand_in, report)) for report in reports]
    told = len(open_tasks(TO_SUBMIT, rows, due_on=day, tell=True))
    below: dict[User, list[User]] = defaultdict(list)
    for report in reports:
        superior = superior_of(people[report.employee_id])
        if superior is not None:
            below[superior].append(people[report.employee_id])
    return told + len(notify_many(_to_superior(superior, late, day) for superior, late in below.items()))


def _to_hand_in(report: WorkReport) -> str:
    words = {"first": report.date_from.isoformat(), "last": report.date_to.isoformat()}
    return _("Work report %(first)s – %(last)s: check and hand in") % words


def _to_superior(superior: User, people: list[User], day: dt.date) -> Message:
    return Message(
        [superior],
        lambda: _("Work reports not handed in: %(number)d") % {"number": len(people)},
        url=f"{reverse('work-report-list')}?status={WorkReportStatus.DRAFT}",
        body="、".join(dict.fromkeys(str(person) for person in people)),
        key=f"work-reports-{day.isoformat()}",
    )
