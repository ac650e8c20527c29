"""What the weekly quality form tells core."""

from django.utils.translation import gettext_lazy as _

from customers.quality_report.models import QualityFeedbackReport
from customers.quality_report.permissions import can_submit_report
from customers.quality_report.weekly import MISSING, ask_for_missing, draft_week, free_lines
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import reads
from salesmgmt.core.registry import register_document, register_menu, register_periodic, register_task_kind


def register():
    register_document(
        QualityFeedbackReport,
        "QFR",
        _("Quality feedback form"),
        _("Quality feedback forms"),
        "report",
        "quality-report-list",
        search=False,
    )
    register_draft(QualityFeedbackReport, can_submit_report, after=free_lines)
    register_menu(
        "service", _("Weekly quality form"), "quality-report-list", "report", reads("quality_report"), order=81
    )
    register_task_kind(
        MISSING,
        _("Quality feedback form missing"),
        "report",
        by_hand=False,
        how=_("Submit the form of that week; it is done with it."),
    )
    register_periodic(
        "quality-form-draft", _("Drafts of the weekly quality form"), "0 14 * * 5", draft_week, rules="SVC-10"
    )
    register_periodic(
        "quality-form-missing",
        _("Weekly quality forms that are missing"),
        "0 7 * * 1",
        ask_for_missing,
        rules="SVC-10",
        every_slot=True,
    )
