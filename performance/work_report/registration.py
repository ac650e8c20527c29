"""What the work reports tell core about themselves."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.work_report.clock import JOB, remind_reports
from performance.work_report.models import WorkReport
from performance.work_report.permissions import can_edit_report, reads_reports, writes_reports
from performance.work_report.reporting import TO_SUBMIT
from performance.work_report.states import WorkReportStatus
from salesmgmt.core import registry
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.status import register_tones


def register():
    registry.register_document(
        WorkReport,
        "WR",
        pgettext_lazy("work report", "Work report"),
        pgettext_lazy("work report", "Work reports"),
        "report",
        "work-report-list",
        search=False,
    )
    registry.register_menu(
        "performance", pgettext_lazy("work report", "Work reports"), "work-report-list", "report", reads_reports, 290
    )
    register_draft(WorkReport, can_edit_report)
    register_tones(good=[WorkReportStatus.COMMENTED])
    registry.register_task_kind(
        TO_SUBMIT,
        _("Work report to hand in"),
        "report",
        by_hand=False,
        how=_("Hand the report in; it is done with it."),
    )
    registry.register_periodic(
        JOB, _("Work reports: drafts and reminders"), "55 6 * * *", remind_reports, rules="TEAM-05", in_batches=True
    )
    registry.register_home_card(
        "work-reports-to-hand-in",
        _("Work reports to hand in"),
        writes_reports,
        lambda user: WorkReport.objects.to_hand_in(user),
        f"work-report-list?employee=me&status={WorkReportStatus.DRAFT}",
        icon="report",
        tone="warn",
        order=30,
    )
    registry.register_home_card(
        "work-reports-to-comment",
        _("Work reports to comment"),
        lambda user: may_at_all(user, "work_report", "comment"),
        lambda user: WorkReport.objects.to_comment(user),
        f"work-report-list?status={WorkReportStatus.SUBMITTED}",
        icon="report",
        order=60,
    )
