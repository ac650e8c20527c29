from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.strategy.models import StrategyProposal
from customers.strategy.permissions import can_submit_strategy
from customers.strategy.proposal import approved_fields, check_strategy
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any


def steps_for_strategy(proposal: StrategyProposal, policy: Any) -> list[Step]:
    """Director or general manager, never the author (RSH-03, SEC-04)."""
    label = _("Sales director or general manager")
    return [Step(1, Role.DIR, label, StrategyProposal.Status.SUBMITTED, alternate=Role.GM)]


STRATEGY = Approval(
    model=StrategyProposal,
    steps_for=steps_for_strategy,
    approved=StrategyProposal.Status.APPROVED,
    rejected=StrategyProposal.Status.REJECTED,
    returned=StrategyProposal.Status.DRAFT,
    withdrawn=StrategyProposal.Status.DRAFT,
    can_submit=can_submit_strategy,
    check_submit=check_strategy,
    approved_fields=approved_fields,
)
