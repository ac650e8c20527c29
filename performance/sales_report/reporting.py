"""A sales report is made, commented, sent back and archived (ANA-02, ANA-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.metric.period import Period, period_of
from performance.metric.states import PeriodKind
from performance.sales_report.figures import figures_of
from performance.sales_report.models import ReportMeasure, SalesReport
from performance.sales_report.papers import issue_report
from performance.sales_report.permissions import can_archive_report, can_comment_report
from performance.sales_report.rules import missing_parts
from performance.sales_report.states import SalesReportStatus
from salesmgmt.core import audit
from salesmgmt.core.calendar import add_working_days, today
from salesmgmt.core.domain.notices import notify, notify_roles
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import close_tasks, open_task
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Unit, User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import assign, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

COMMENT = "sales_report_comment"
MEASURE = "sales_report_measure"


def reported_units() -> list[Unit]:
    """ANA-02: the company and every region of it."""
    kinds = (Unit.Kind.COMPANY, Unit.Kind.REGION)
    return list(Unit.objects.filter(kind__in=kinds, is_active=True).order_by("path"))


def author_of(unit: Unit) -> User | None:
    """Who comments: the manager of the region, for the company and where a region has none the director."""
    director = User.objects.with_role(Role.DIR).order_by("pk").first()
    if unit.parent_id is None:
        return director
    return User.objects.with_role(Role.MGR).below(unit.path).order_by("pk").first() or director


@transaction.atomic
def ensure_report(unit: Unit, period: Period) -> bool:
    """The report of a unit and a month, made where there is none; says whether it was made now (ANA-02).

    A month in which nothing was sold has its report like any other.
    """
    if SalesReport.objects.filter(month=period.first, unit=unit).exists():
        return False
    author = author_of(unit)
    report, is_new = SalesReport.objects.get_or_create(
        month=period.first,
        unit=unit,
        defaults={
            "number": next_number(SalesReport.KIND),
            "author": author,
            "figures": figures_of(unit, period),
            "figures_at": timezone.now(),
        },
    )
    if is_new:
        audit.record(report, None, gettext_noop("Created"), to_status=report.status)
        if author is not None:
            words = {"unit": str(unit), "period": str(period)}
            open_task(
                COMMENT,
                report,
                author,
                lambda: _("Comment on the sales report %(unit)s %(period)s") % words,
                due_on=add_working_days(today(), policy().sales_report_days),
            )
    return is_new


@transaction.atomic
def refresh_report(pk: int, user: User) -> SalesReport:
    """Count anew, as long as nobody has commented: what was posted late belongs to the month too."""
    report = lock(SalesReport, pk, "author", "unit")
    require(can_comment_report(user, report))
    report.figures, report.figures_at = figures_of(report.unit, report.period), timezone.now()
    report.save(update_fields=["figures", "figures_at", *report.touched_fields()])
    audit.record(report, user, gettext_noop("Counted anew"))
    return report


@transaction.atomic
def edit_report(pk: int, user: User, *, lines: list[dict], **fields: Any) -> SalesReport:
    """What the author says, and the measures he proposes; kept while it is not complete yet."""
    report = lock(SalesReport, pk, "author", "unit")
    if not report.is_editable:
        raise BusinessError(_("The report was handed in: it is sent back before it is changed."))
    require(can_comment_report(user, report))
    changes = assign(report, fields)
    before = list(report.measures.values_list("text", "person", "due_on"))
    report.measures.all().delete()
    ReportMeasure.objects.bulk_create(
        [
            ReportMeasure(
                report=report, position=place, text=line["text"], person=line["person"], due_on=line["due_on"]
            )
            for place, line in enumerate(lines, start=1)
        ]
    )
    after = list(report.measures.values_list("text", "person", "due_on"))
    if before != after:
        changes["measures"] = [str(len(before)), str(len(after))]
    report.save(update_fields=[*fields, *report.touched_fields()])
    audit.record(report, user, gettext_noop("Edited"), changes=changes)
    return report


@transaction.atomic
def submit_report(pk: int, user: User) -> SalesReport:
    """generated → commented: with problems and measures, or not at all (ANA-06)."""
    report = lock(SalesReport, pk, "author", "unit")
    guard(report, SalesReportStatus.COMMENTED)
    require(can_comment_report(user, report))
    missing = missing_parts(report.problems, list(report.measures.values_list("text", flat=True)))
    if missing:
        raise BusinessError(" ".join(missing))
    move(report, SalesReportStatus.COMMENTED, user, commented_by=user, commented_at=timezone.now())
    close_tasks(report, COMMENT, user)
    words = {"unit": str(report.unit), "period": str(report.period)}
    roles = [Role.GM] if report.is_of_company else [Role.DIR]
    notify_roles(roles, lambda: _("Sales report commented: %(unit)s %(period)s") % words, url=report.get_absolute_url())
    return report


@transaction.atomic
def send_back_report(pk: int, user: User, comment: str) -> SalesReport:
    """commented → generated: the comment is not enough; what was written stays."""
    report = lock(SalesReport, pk, "author", "unit")
    guard(report, SalesReportStatus.GENERATED)
    require(can_archive_report(user, report))
    if not comment.strip():
        raise BusinessError(_("Say what is missing."))
    move(report, SalesReportStatus.GENERATED, user, comment=comment, commented_at=None)
    words = {"unit": str(report.unit), "period": str(report.period)}
    notify(
        [report.author],
        lambda: _("Sales report sent back: %(unit)s %(period)s") % words,
        url=report.get_absolute_url(),
        body=comment,
    )
    if report.author is not None:
        open_task(COMMENT, report, report.author, lambda: _("Sales report sent back: %(unit)s %(period)s") % words)
    return report


@transaction.atomic
def archive_report(pk: int, user: User) -> SalesReport:
    """commented → archived: printed once as it is, its figures stay; each measure becomes somebody's to-do (ANA-02)."""
    report = lock(SalesReport, pk, "author", "unit")
    guard(report, SalesReportStatus.ARCHIVED)
    require(can_archive_report(user, report))
    move(report, SalesReportStatus.ARCHIVED, user, archived_by=user, archived_at=timezone.now())
    issue_report(report, user)
    for measure in report.measures.select_related("person"):
        words = {"unit": report.unit, "period": report.period, "what": measure.text}
        open_task(
            MEASURE,
            measure,
            measure.person,
            lambda words=words: _("Measure of the sales report %(unit)s %(period)s: %(what)s") % words,
            due_on=measure.due_on,
        )
    return report


def month_before(day: Any) -> Period:
    """The month that is over: what the job of the first reports on."""
    return period_of(PeriodKind.MONTH, day).preceding
