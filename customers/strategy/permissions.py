from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may, may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.strategy.models import StrategyProposal
    from salesmgmt.core.models import User


@because(_("Strategies are proposed by sales managers and the sales director."))
def can_propose_strategy(user: User) -> bool:
    return may_at_all(user, "strategy", "C")


@because(_("A strategy is edited by whoever proposed it, while it is a draft."))
def can_edit_strategy(user: User, proposal: StrategyProposal) -> bool:
    return proposal.is_editable and proposal.created_by_id == user.pk


def can_submit_strategy(user: User, proposal: StrategyProposal) -> bool:
    """Its author, the deputy manager or the director (RSH-03)."""
    return can_edit_strategy(user, proposal) and may(user, "strategy", "U", owner=proposal.created_by)
