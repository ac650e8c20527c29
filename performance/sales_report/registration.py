"""What sales reports tell core about themselves."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.sales_report.clock import make_reports
from performance.sales_report.exports import build_report, count_report
from performance.sales_report.models import SalesReport
from performance.sales_report.permissions import can_export_report, reads_sales_reports
from performance.sales_report.reporting import COMMENT, MEASURE
from performance.sales_report.states import SalesReportStatus
from salesmgmt.core import registry
from salesmgmt.core.domain.exports import register_export
from salesmgmt.core.permissions import Role, has
from salesmgmt.core.web.status import register_tones


def register():
    registry.register_document(
        SalesReport, "SRP", _("Sales report"), _("Sales reports"), "report-analytics", "sales-report-list"
    )
    registry.register_menu(
        "performance", _("Sales reports"), "sales-report-list", "report-analytics", reads_sales_reports, 6
    )
    register_tones(warn=[SalesReportStatus.GENERATED], info=[SalesReportStatus.COMMENTED])
    register_export("sales-report", _("Sales report"), build_report, can_export_report, count_report)
    registry.register_task_kind(
        COMMENT,
        _("Sales report to be commented"),
        "report-analytics",
        by_hand=False,
        how=_("Write problems and measures and hand the report in: the to-do closes itself."),
    )
    registry.register_task_kind(MEASURE, pgettext_lazy("sales report", "Measure of a sales report"), "list-check")
    registry.register_periodic(
        "sales-report",
        _("Sales reports of the month"),
        "40 1 1 * *",
        make_reports,
        rules="ANA-02",
        every_slot=True,
        in_batches=True,
    )
    registry.register_home_card(
        "sales-reports-to-archive",
        _("Sales reports to be archived"),
        has(Role.DIR, Role.GM),
        lambda user: SalesReport.objects.visible_to(user).filter(status=SalesReportStatus.COMMENTED),
        f"sales-report-list?status={SalesReportStatus.COMMENTED}",
        icon="report-analytics",
        tone="info",
        order=55,
    )
