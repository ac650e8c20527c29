"""What market research tells core."""

from django.utils.translation import gettext_lazy as _

from customers.research.models import ResearchReport
from customers.research.permissions import can_edit_research
from customers.research.writing import TASK, missing_now, open_quarter, report_missing
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import Role, has, reads
from salesmgmt.core.registry import (
    register_document,
    register_home_card,
    register_menu,
    register_periodic,
    register_task_kind,
)


def register():
    register_document(
        ResearchReport,
        "RSH",
        _("Research report"),
        _("Market research"),
        "report-search",
        "research-list",
        search=False,
    )
    register_draft(ResearchReport, can_edit_research)
    register_menu("market", _("Market research"), "research-list", "report-search", reads("research"), order=80)
    register_task_kind(
        TASK, _("Research report"), "report-search", by_hand=False, how=_("Submit the report: the task closes itself.")
    )
    _clock()
    _cards()


def _clock():
    first_days = "1 1,4,7,10 *"
    register_periodic(
        "research-open",
        _("Research reports of the new quarter"),
        f"0 6 {first_days}",
        open_quarter,
        rules="RSH-01",
        every_slot=True,
    )
    register_periodic(
        "research-missing",
        _("Research reports missing at the end of the quarter"),
        f"30 6 {first_days}",
        report_missing,
        rules="RSH-01",
        every_slot=True,
    )


def _cards():
    register_home_card(
        "research-to-review",
        _("Research reports to review"),
        has(Role.MGR, Role.DIR),
        lambda user: (
            ResearchReport.objects.visible_to(user).filter(status=ResearchReport.Status.SUBMITTED).exclude(author=user)
        ),
        f"research-list?status={ResearchReport.Status.SUBMITTED}",
        icon="report-search",
        tone="info",
        order=47,
    )
    register_home_card(
        "research-missing",
        _("Research reports missing"),
        has(Role.MGR, Role.DIR),
        lambda user: missing_now(),
        "research-quarters",
        icon="report-search",
        tone="bad",
        order=48,
    )
