"""Job J16: the drafts of the work reports, and those who have not handed theirs in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from orders.collection_report.clock import period_for
from performance.work_report.models import WorkReport
from performance.work_report.reporting import TO_SUBMIT, draft_report, last_ends, superior_of
from performance.work_report.states import WorkReportStatus
from salesmgmt.core import calendar
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import open_task
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
    overdue = WorkReport.objects.overdue(day).filter(employee__is_active=True)
    reports = list(overdue.select_related("employee__superior__superior__superior").order_by("employee__name", "pk"))
    told = 0
    by_superior: dict[int, tuple[User, list[User]]] = {}
    for report in reports:
        told += _remind_employee(report, day)
        superior = superior_of(report.employee)
        if superior is not None:
            by_superior.setdefault(superior.pk, (superior, []))[1].append(report.employee)
    for superior, people in by_superior.values():
        told += len(_remind_superior(superior, people, day))
    return told


def _remind_employee(report: WorkReport, day: dt.date) -> int:
    words = {"first": report.date_from.isoformat(), "last": report.date_to.isoformat()}
    made = open_task(
        TO_SUBMIT,
        report,
        report.employee,
        lambda: _("Work report %(first)s – %(last)s: check and hand in") % words,
        due_on=day,
    )
    return int(made is not None)


def _remind_superior(superior: User, people: list[User], day: dt.date) -> list:
    names = "、".join(dict.fromkeys(str(person) for person in people))
    return notify(
        [superior],
        lambda: _("Work reports not handed in: %(number)d") % {"number": len(people)},
        url=f"{reverse('work-report-list')}?status={WorkReportStatus.DRAFT}",
        body=names,
        key=f"work-reports-{day.isoformat()}",
    )
