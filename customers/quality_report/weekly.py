"""The weekly quality feedback form: prefilled, submitted, passed to the departments (SVC-10, 004 §7.9)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.complaint.models import Complaint
from customers.quality.models import QualityOpinion
from customers.quality.opinion import answer_due, pass_on
from customers.quality_report.models import QualityFeedbackReport, QualityReportLine
from customers.quality_report.papers import issue_report
from customers.quality_report.permissions import can_edit_report, can_forward_report, can_open_report, can_submit_report
from salesmgmt.core import audit
from salesmgmt.core.calendar import SHANGHAI, at, iso_week, today, week_bounds
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.domain.notices import notify_department
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import close_tasks, open_task
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Unit, User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import assign, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet

    from salesmgmt.core.models import Task


MISSING = "quality_report_missing"
# What may be changed on a line that came from an opinion or a complaint: customer and product are the source's.
FREE_OF_SOURCE = ("content", "department", "action")


def sales_departments() -> Any:
    """Who fills in a form: each region with its sales manager, the whole company where there are no regions."""
    regions = Unit.objects.filter(kind=Unit.Kind.REGION, is_active=True)
    return regions if regions.exists() else Unit.objects.filter(kind=Unit.Kind.COMPANY, is_active=True)


def head_of(unit: Unit) -> User:
    """The head of a sales department: its sales manager, without one the director."""
    manager = User.objects.with_role(Role.MGR).below(unit.path).order_by("pk").first()
    return manager or User.objects.with_role(Role.DIR).order_by("pk").first()


def headed_departments() -> list:
    """Those the clock asks for a form: without a head nobody would fill it in."""
    return [unit for unit in sales_departments() if head_of(unit) is not None]


def my_departments(user: User) -> QuerySet:
    """The departments whose form this person may open: his own, every one for the service centre."""
    units = sales_departments()
    if user.has_role(Role.SVC):
        return units
    return units.filter(pk__in=user.unit.ancestor_ids) if user.unit else units.none()


@transaction.atomic
def open_report(user: User, unit: Unit, day: dt.date) -> QualityFeedbackReport:
    """The form of the week of ``day``; the one that exists where it was opened before, by a person or by the clock."""
    require(
        can_open_report(user) and my_departments(user).filter(pk=unit.pk).exists(),
        _("You open the quality form of your own department only."),
    )
    if week_bounds(day)[0] > today():
        raise BusinessError(_("That week has not begun."))
    return ensure_report(unit, day, user)[0]


def ensure_report(unit: Unit, day: dt.date, user: User = None) -> tuple:
    """(form, whether it is new), with what was heard in that week filled in; one a week and department (SVC-10)."""
    year, week = iso_week(day)
    alive = QualityFeedbackReport.objects.exclude(status=QualityFeedbackReport.Status.DISCARDED)
    report = alive.filter(unit=unit, year=year, week=week).first()
    if report is not None:
        return report, False
    report, is_new = alive.get_or_create(
        unit=unit,
        year=year,
        week=week,
        defaults={"number": next_number(QualityFeedbackReport.KIND, day), "owner": head_of(unit), "created_by": user},
    )
    if is_new:
        audit.record(report, user, gettext_noop("Created"), to_status=report.status)
        prefill(report)
    return report, is_new


def free_lines(report: QualityFeedbackReport, user: User) -> None:
    """What a form that was thrown away would have reported is heard again by the next one (SVC-10)."""
    report.lines.update(opinion=None, complaint=None)


def prefill(report: QualityFeedbackReport) -> int:
    """Lines of the week's opinions and complaints that are on no form yet; returns how many."""
    path = report.unit.path
    # A customer nobody looks after belongs to his region.
    ours = Q(customer__owner__unit__path__startswith=path) | Q(
        customer__owner__isnull=True, customer__region__path__startswith=path
    )
    ours &= Q(report_lines__isnull=True)
    heard = QualityOpinion.objects.filter(ours, heard_on__range=(report.monday, report.sunday))
    week = (at(report.monday), at(report.monday + dt.timedelta(days=7)))
    complained = Complaint.objects.filter(ours, received_at__gte=week[0], received_at__lt=week[1])
    lines = [_line(report, each, each.department, each.answer, opinion=each) for each in heard.order_by("pk")]
    lines += [_line(report, each, Role.QA.value, each.solution, complaint=each) for each in complained.order_by("pk")]
    return len(QualityReportLine.objects.bulk_create(lines, ignore_conflicts=True))


def _line(
    report: QualityFeedbackReport, source: Complaint | QualityOpinion, department: str, action: str, **fields: Any
) -> QualityReportLine:
    return QualityReportLine(
        report=report,
        customer_id=source.customer_id,
        product_category_id=source.product_category_id,
        product_code=source.product_code,
        product_name=source.product_name,
        content=source.content,
        department=department,
        action=action,
        **fields,
    )


@transaction.atomic
def refill_report(pk: int, user: User) -> QualityFeedbackReport:
    """Opinions and complaints that came in after the draft was made."""
    report = lock(QualityFeedbackReport, pk, "owner", "unit")
    require(can_edit_report(user, report))
    made = prefill(report)
    if not made:
        raise BusinessError(_("Every opinion and complaint of that week is already on a form."))
    audit.record(report, user, gettext_noop("Filled in from opinions"), comment=str(made))
    return report


@transaction.atomic
def update_report(pk: int, user: User, *, lines: list, is_nil: bool, remark: str) -> QualityFeedbackReport:
    """Lines typed by hand may be taken away and changed; a line that came from an opinion keeps its source."""
    report = lock(QualityFeedbackReport, pk, "owner", "unit")
    require(can_edit_report(user, report))
    before = _in_words(report)
    report.lines.exclude(pk__in=[line["id"].pk for line in lines if line.get("id")]).delete()
    for line in lines:
        _write_line(report, **{name: value for name, value in line.items() if name != "report"})
    changes = assign(report, {"is_nil": is_nil, "remark": remark}) | audit.differences(before, _in_words(report))
    if changes:
        report.save(update_fields=["is_nil", "remark", *report.touched_fields()])
        audit.record(report, user, gettext_noop("Edited"), changes=changes)
    return report


def _in_words(report: QualityFeedbackReport) -> dict:
    """The lines as the course of the form shows them."""
    rows = report.lines.select_related("customer")
    return {
        f"lines {no} {name}": audit.as_text(getattr(row, name))
        for no, row in enumerate(rows, 1)
        for name in ("customer", "content", "department", "action")
    }


def _write_line(report: QualityFeedbackReport, id: QualityReportLine | None = None, **values: Any) -> None:
    if id is None:
        report.lines.create(**values)
        return
    if id.opinion_id or id.complaint_id:
        values = {name: value for name, value in values.items() if name in FREE_OF_SOURCE}
    if values:
        report.lines.filter(pk=id.pk).update(**values)


def problems_of_report(lines: list, is_nil: bool) -> list:
    """Why a form cannot be submitted; pure. A week without opinions is reported as such (SVC-10)."""
    if is_nil:
        return [_("There are lines: this week is not “nothing to report”.")] if lines else []
    if not lines:
        return [_("The form is empty. Enter the opinions, or mark it as “nothing to report”.")]
    without = sum(not line.department for line in lines)
    return [_("Lines without department: %(n)d.") % {"n": without}] if without else []


@transaction.atomic
def submit_report(pk: int, user: User, comment: str = "") -> QualityFeedbackReport:
    """draft → submitted, also a week without opinions; the to-do of a missing form is done with it (SVC-10)."""
    report = lock(QualityFeedbackReport, pk, "owner", "unit")
    guard(report, QualityFeedbackReport.Status.SUBMITTED)
    require(can_submit_report(user, report))
    problems = problems_of_report(list(report.lines.all()), report.is_nil)
    if problems:
        raise BusinessError(" ".join(problems))
    move(
        report,
        QualityFeedbackReport.Status.SUBMITTED,
        user,
        comment=comment,
        submitted_at=timezone.now(),
        submitted_by=user,
    )
    close_tasks(report, [MISSING], user)
    return report


@transaction.atomic
def reopen_report(pk: int, user: User, comment: str) -> QualityFeedbackReport:
    """Something is wrong in it: back to draft before it went to the departments; the form of a past week is missing
    again, with a to-do of its own (SVC-10)."""
    report = lock(QualityFeedbackReport, pk, "owner", "unit")
    guard(report, QualityFeedbackReport.Status.DRAFT)
    require(can_submit_report(user, report))
    move(report, QualityFeedbackReport.Status.DRAFT, user, comment=comment, submitted_at=None, submitted_by=None)
    if today() > report.sunday:
        # Without a key: Monday's to-do has been done, and its key opens no second one.
        _ask(report, key="")
    return report


@transaction.atomic
def forward_report(pk: int, user: User, departments: list[str]) -> QualityFeedbackReport:
    """The form goes to the departments as F-27, and each opinion on it that nobody has yet goes to the department of
    its line (SVC-10, 004 §7.9)."""
    report = lock(QualityFeedbackReport, pk, "owner", "unit")
    guard(report, QualityFeedbackReport.Status.FORWARDED)
    require(can_forward_report(user, report))
    if not departments:
        raise BusinessError(_("Name the departments that receive the form."))
    move(
        report,
        QualityFeedbackReport.Status.FORWARDED,
        user,
        departments=list(departments),
        forwarded_at=timezone.now(),
        forwarded_by=user,
    )
    issue_report(report, user)
    for role in departments:
        notify_department(
            report,
            role,
            lambda: _("Quality feedback form %(week)s: %(unit)s") % {"week": report.week_label, "unit": report.unit},
            sent_by=user,
        )
    _pass_opinions_on(report, user)
    return report


def _pass_opinions_on(report: QualityFeedbackReport, user: User) -> None:
    due_on = answer_due(today(), policy().quality_opinion_days)
    rows = (
        report.lines.filter(opinion__status=QualityOpinion.Status.RECORDED)
        .values_list("opinion", "department")
        .order_by("opinion")
    )
    for pk, department in list(rows):
        opinion = lock(QualityOpinion, pk, "customer__owner")
        if opinion.can_become(QualityOpinion.Status.FORWARDED):
            pass_on(opinion, user, department, due_on, comment=str(report))


def draft_week(moment: dt.datetime) -> int:
    """J15 on Friday: a draft of the running week for each sales department, with the opinions so far (SVC-10)."""
    day = moment.astimezone(SHANGHAI).date()
    return one_by_one("quality-form-draft", headed_departments(), lambda unit: ensure_report(unit, day)[1])


def ask_for_missing(moment: dt.datetime) -> int:
    """J15 on Monday: the head of a sales department whose form of the past ISO week was not submitted has an overdue
    to-do, once for the week (SVC-10)."""
    day = moment.astimezone(SHANGHAI).date() - dt.timedelta(days=7)
    return one_by_one("quality-form-missing", headed_departments(), lambda unit: _ask_unit(unit, day))


def _ask_unit(unit: Unit, day: dt.date) -> Any:
    report, _is_new = ensure_report(unit, day)
    if report.status != QualityFeedbackReport.Status.DRAFT:
        return 0
    return _ask(report, key=f"{report.year}W{report.week}") is not None


def _ask(report: QualityFeedbackReport, key: str) -> Task:
    return open_task(
        MISSING,
        report,
        head_of(report.unit),
        lambda: _("The quality feedback form of %(week)s is missing") % {"week": report.week_label},
        key=key,
        due_on=report.sunday,
    )


def why_not_submitted(user: User, report: QualityFeedbackReport) -> str:
    if report.status != QualityFeedbackReport.Status.DRAFT or not can_submit_report(user, report):
        return ""
    return " ".join(str(each) for each in problems_of_report(list(report.lines.all()), report.is_nil))


def can_submit_now(user: User, report: QualityFeedbackReport) -> bool:
    return can_submit_report(user, report) and not why_not_submitted(user, report)
