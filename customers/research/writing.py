"""The three reports of a quarter: opened, written, submitted, reviewed, missed (RSH-01, 004 §5.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.research.models import ResearchReport
from customers.research.papers import issue_research
from customers.research.permissions import (
    can_create_research,
    can_edit_research,
    can_pass_on_research,
    can_review_research,
    can_submit_research,
)
from salesmgmt.core import audit
from salesmgmt.core.calendar import SHANGHAI, quarter_of, today
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import close_tasks, hand_over_tasks, open_task
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from customers.research.querysets import ResearchQuerySet
    from customers.research.states import ResearchReportType
    from salesmgmt.core.calendar import Quarter
    from salesmgmt.core.models.organisation import PeopleQuerySet


TASK = "research_report"


def wanted_types() -> list[ResearchReportType]:
    """The reports demanded of a quarter, in the order of the policy; SET-52 says how many."""
    return list(ResearchReport.Type)[: policy().research_reports_per_quarter]


def missing_types(wanted: list[ResearchReportType], handed_in: set) -> list:
    """The demanded reports nobody has submitted; pure (RSH-01)."""
    return [each for each in wanted if each not in handed_in]


@transaction.atomic
def create_research(user: User, **fields: Any) -> ResearchReport:
    require(can_create_research(user))
    report = ResearchReport(number=next_number(ResearchReport.KIND), created_by=user, author=user, **fields)
    report.save()
    audit.record(report, user, gettext_noop("Created"), to_status=report.status)
    return report


@transaction.atomic
def update_research(pk: int, user: User, **fields: Any) -> ResearchReport:
    report = lock(ResearchReport, pk, "author")
    require(can_edit_research(user, report))
    return change(report, user, gettext_noop("Edited"), **fields)


@transaction.atomic
def submit_research(pk: int, user: User) -> ResearchReport:
    """draft → submitted, with facts, trend and conclusions; the to-do of the quarter is done (RSH-01)."""
    report = lock(ResearchReport, pk, "author")
    guard(report, ResearchReport.Status.SUBMITTED)
    require(can_submit_research(user, report))
    missing = report.missing_content()
    if missing:
        raise BusinessError(_("Still empty: %(what)s.") % {"what": "、".join(map(str, missing))})
    move(report, ResearchReport.Status.SUBMITTED, user, submitted_at=timezone.now())
    close_tasks(report, TASK, user)
    notify(
        reviewers_of(report),
        lambda: _("Research report to review: %(what)s") % {"what": report},
        url=report.get_absolute_url(),
    )
    return report


@transaction.atomic
def review_research(pk: int, user: User, comment: str) -> ResearchReport:
    """submitted → reviewed, by the manager or the director, never the author (RSH-01, SEC-04)."""
    report = lock(ResearchReport, pk, "author")
    guard(report, ResearchReport.Status.REVIEWED)
    require(can_review_research(user, report))
    move(
        report,
        ResearchReport.Status.REVIEWED,
        user,
        comment=comment,
        reviewed_by=user,
        reviewed_at=timezone.now(),
        review=comment,
    )
    issue_research(report, user)
    notify(
        [report.author], lambda: _("Reviewed: %(what)s") % {"what": report}, url=report.get_absolute_url(), body=comment
    )
    return report


@transaction.atomic
def return_research(pk: int, user: User, comment: str) -> ResearchReport:
    """submitted → draft, with what is to be improved: the author's to-do again (RSH-01)."""
    report = lock(ResearchReport, pk, "author")
    guard(report, ResearchReport.Status.DRAFT)
    require(can_review_research(user, report))
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    move(report, ResearchReport.Status.DRAFT, user, comment=comment)
    # Without a key: the to-do of the quarter has been done, and its key opens no second one.
    open_task(
        TASK, report, report.author, lambda: _("Returned: %(what)s") % {"what": report}, due_on=today(), body=comment
    )
    return report


@transaction.atomic
def pass_on_research(pk: int, user: User, person: User, comment: str = "") -> ResearchReport:
    """Let somebody else write the report of the quarter; his is the to-do now."""
    report = lock(ResearchReport, pk, "author")
    require(can_pass_on_research(user, report))
    if not possible_authors(user).filter(pk=person.pk).exists():
        raise BusinessError(_("%(person)s does not belong to your people.") % {"person": person})
    change(report, user, gettext_noop("Given to another author"), comment=comment, author=person)
    hand_over_tasks(report, person)
    notify([person], lambda: _("You write: %(what)s") % {"what": report}, url=report.get_absolute_url(), body=comment)
    return report


def possible_authors(user: User) -> PeopleQuerySet:
    """The reps and supervisors below a manager; all of them for the director."""
    people = User.objects.with_role(Role.REP, Role.SUP)
    return people if user.has_role(Role.DIR, Role.GM) else people.filter(pk__in=user.owner_ids("g"))


def reviewers_of(report: ResearchReport) -> list:
    """The manager above the author; the director where there is none."""
    person = report.author.superior
    found: list = []
    while person is not None and not found:
        found = [person] if person.has_role(Role.MGR, Role.DIR) and person.is_active else []
        person = person.superior
    return found or list(User.objects.with_role(Role.DIR))


# -- the clock ------------------------------------------------------------------------------------------------


@transaction.atomic
def open_quarter(at: dt.datetime) -> int:
    """J20 quarter_open, the research part: a draft and a to-do for each report of the quarter that begins (RSH-01).

    A report somebody began by himself is his; the others go to the supervisors in turn, who may be relieved by
    their manager. A second run opens nothing.
    """
    quarter = quarter_of(at.astimezone(SHANGHAI).date())
    begun = {report.type: report for report in _of(quarter).select_related("author").order_by("-pk")}
    people = list(User.objects.with_role(Role.SUP).order_by("pk")) or list(User.objects.with_role(Role.REP)[:3])
    reports = []
    for index, type_ in enumerate(wanted_types()):
        report = begun.get(type_)
        if report is None and people:
            report = _draft(quarter, type_, people[index % len(people)])
        if report is not None and report.status == ResearchReport.Status.DRAFT:
            reports.append(report)
    return one_by_one("research-open", reports, lambda report: _open(report, quarter))


def _open(report: ResearchReport, quarter: Quarter) -> bool:
    made = open_task(
        TASK,
        report,
        report.author,
        lambda: _("%(report)s for %(quarter)s") % {"report": report.get_type_display(), "quarter": quarter},
        key=str(quarter),
        due_on=quarter.last_day,
    )
    return made is not None


def _draft(quarter: Quarter, type_: ResearchReportType, author: User) -> ResearchReport:
    report = ResearchReport(
        number=next_number(ResearchReport.KIND, quarter.first_day),
        author=author,
        type=type_,
        year=quarter.year,
        quarter=quarter.number,
    )
    report.save()
    audit.record(report, None, gettext_noop("Opened for the quarter"), to_status=report.status)
    return report


def _of(quarter: Quarter) -> ResearchQuerySet:
    reports = ResearchReport.objects.exclude(status=ResearchReport.Status.DISCARDED)
    return reports.filter(year=quarter.year, quarter=quarter.number)


def missing_of(quarter: Any, reports: Any = None) -> list:
    """The demanded reports of a quarter that nobody has submitted."""
    reports = _of(quarter) if reports is None else reports
    return missing_types(wanted_types(), {each.type for each in reports if each.status != ResearchReport.Status.DRAFT})


def missing_now() -> int:
    """How many of the quarter that ended last are missing: the number on the home page."""
    return len(missing_of(quarter_of(today()).preceding))


def report_missing(at: dt.datetime) -> int:
    """J21 quarter_close, the research part: the reports of the quarter that ended which nobody submitted (RSH-01).

    Managers, director and the authors of unfinished drafts are told, once a quarter. Returns how many are missing; in a
    company that has nobody to write them or to be told, none is.
    """
    quarter = quarter_of(at.astimezone(SHANGHAI).date()).preceding
    reports = list(_of(quarter).select_related("author"))
    missing = missing_of(quarter, reports)
    late = [report.author for report in reports if report.type in missing]
    people = [*User.objects.with_role(Role.MGR, Role.DIR), *late]
    if not people:
        return 0
    if missing:
        labels = [type_.label for type_ in missing]
        notify(
            people,
            lambda: (
                _("Missing for %(quarter)s: %(reports)s") % {"quarter": quarter, "reports": "、".join(map(str, labels))}
            ),
            url=reverse("research-quarters"),
            key=f"research-missing-{quarter}",
        )
    return len(missing)
