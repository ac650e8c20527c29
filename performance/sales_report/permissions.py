"""Who may do what with sales reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.sales_report.states import SalesReportStatus
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may, may_at_all, right_of, sees_cost
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.sales_report.models import SalesReport
    from salesmgmt.core.models import User


@because(right_of("sales_report", "R"))
def reads_sales_reports(user: User) -> bool:
    return may_at_all(user, "sales_report", "R")


@because(_("A sales report is commented by the manager of the region, that of the company by the director."))
def can_comment_report(user: User, report: SalesReport) -> bool:
    """ANA-02, ANA-06."""
    return report.status == SalesReportStatus.GENERATED and may(user, "sales_report", "U", owner=report.author)


@because(_("A sales report is archived or sent back by somebody above who did not comment on it himself."))
def can_archive_report(user: User, report: SalesReport) -> bool:
    """ANA-02, SEC-04."""
    allowed = may(user, "sales_report", "archive", owner=report.author) and report.commented_by_id != user.pk
    return report.status == SalesReportStatus.COMMENTED and decides_alone(user, report, Role.DIR, allowed)


@because(_("The paper shows profit and cost, which only some may see."))
def can_print_report(user: User, report: SalesReport) -> bool:
    """SEC-03."""
    return sees_cost(user)


@because(right_of("sales_report", "E"))
def can_export_report(user: User) -> bool:
    return may_at_all(user, "sales_report", "E") and sees_cost(user)
