"""Who may do what with work reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.work_report.states import WorkReportStatus
from salesmgmt.core.permissions import may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.work_report.models import WorkReport
    from salesmgmt.core.models import User


@because(right_of("work_report", "R"))
def reads_reports(user: User) -> bool:
    return may_at_all(user, "work_report", "R")


@because(right_of("work_report", "C"))
def writes_reports(user: User) -> bool:
    """TEAM-05: representatives and supervisors report."""
    return may_at_all(user, "work_report", "C")


@because(_("A work report is changed and handed in by whose work it is."))
def can_submit_report(user: User, report: WorkReport) -> bool:
    return user.pk == report.employee_id and writes_reports(user)


@because(_("A work report is changed and handed in by whose work it is, while it is a draft."))
def can_edit_report(user: User, report: WorkReport) -> bool:
    return report.is_editable and bool(can_submit_report(user, report))


@because(_("A work report is commented by a superior, once it was handed in; nobody comments on his own."))
def can_comment_report(user: User, report: WorkReport) -> bool:
    """TEAM-05, SEC-04."""
    handed_in = report.status == WorkReportStatus.SUBMITTED
    return handed_in and user.pk != report.employee_id and may(user, "work_report", "comment", owner=report.employee)
