"""What market research tells core."""

from django.utils.translation import gettext_lazy as _

from customers.customer.menu import has, reads
from customers.intelligence.models import MarketIntelligence
from customers.intelligence.permissions import reads_intelligence_of_others
from customers.research.models import ResearchReport
from customers.research.writing import TASK, missing_now, open_quarter, report_missing
from customers.strategy.approval import STRATEGY
from customers.strategy.models import StrategyProposal
from salesmgmt.core.domain import approvals
from salesmgmt.core.permissions import Role
from salesmgmt.core.registry import (
    register_document,
    register_home_card,
    register_menu,
    register_periodic,
    register_task_kind,
)
from salesmgmt.core.web.status import register_tones


def register():
    register_document(
        ResearchReport, "RSH", _("Research report"), _("Market research"), "report-search", "research-list",
        search=False,
    )  # fmt: skip
    register_document(
        MarketIntelligence, "INT", _("Market intelligence"), _("Market intelligence"), "ear", "intelligence-list"
    )
    register_document(
        StrategyProposal, "STR", _("Strategy proposal"), _("Strategy proposals"), "chess-knight", "strategy-list",
        search=False,
    )  # fmt: skip
    register_tones(info="reported read", good="used")
    approvals.register(STRATEGY)
    register_menu("market", _("Market research"), "research-list", "report-search", reads("research"), order=80)
    register_menu("market", _("Market intelligence"), "intelligence-list", "ear", reads("intelligence"), order=81)
    register_menu("market", _("Strategy proposals"), "strategy-list", "chess-knight", reads("strategy"), order=82)
    register_task_kind(
        TASK, _("Research report"), "report-search", by_hand=False, how=_("Submit the report: the task closes itself.")
    )
    _clock()
    _cards()


def _clock():
    first_days = "1 1,4,7,10 *"
    register_periodic(
        "research-open", _("Research reports of the new quarter"), f"0 6 {first_days}", open_quarter, rules="RSH-01",
        every_slot=True,
    )  # fmt: skip
    register_periodic(
        "research-missing", _("Research reports missing at the end of the quarter"), f"30 6 {first_days}",
        report_missing, rules="RSH-01", every_slot=True,
    )  # fmt: skip


def _cards():
    register_home_card(
        "intelligence-unread", _("Unread market intelligence"), reads_intelligence_of_others,
        lambda user: MarketIntelligence.objects.visible_to(user).unread().exclude(created_by=user),
        "intelligence-list?status=reported", icon="ear", tone="info", order=46,
    )  # fmt: skip
    register_home_card(
        "research-to-review", _("Research reports to review"), has(Role.MGR, Role.DIR),
        lambda user: ResearchReport.objects.visible_to(user).filter(status="submitted").exclude(author=user),
        "research-list?status=submitted", icon="report-search", tone="info", order=47,
    )  # fmt: skip
    register_home_card(
        "research-missing", _("Research reports missing"), has(Role.MGR, Role.DIR), lambda user: missing_now(),
        "research-quarters", icon="report-search", tone="bad", order=48,
    )  # fmt: skip
