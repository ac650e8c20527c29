"""What strategy proposals tell core."""

from django.utils.translation import gettext_lazy as _

from customers.strategy.approval import STRATEGY
from customers.strategy.models import StrategyProposal
from customers.strategy.permissions import can_edit_strategy
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import reads
from salesmgmt.core.registry import register_document, register_menu


def register():
    register_document(
        StrategyProposal,
        "STR",
        _("Strategy proposal"),
        _("Strategy proposals"),
        "chess-knight",
        "strategy-list",
        search=False,
    )
    approvals.register(STRATEGY)
    register_draft(StrategyProposal, can_edit_strategy)
    register_menu("market", _("Strategy proposals"), "strategy-list", "chess-knight", reads("strategy"), order=82)
