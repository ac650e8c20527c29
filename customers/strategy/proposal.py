"""Strategy proposals: written by the deputy manager, decided by director or general manager (RSH-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.strategy.models import StrategyProposal
from customers.strategy.permissions import can_edit_strategy, can_propose_strategy
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, move, require

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from salesmgmt.core.models import User


@transaction.atomic
def create_strategy(user: User, based_on: Any = (), **fields: Any) -> StrategyProposal:
    require(can_propose_strategy(user))
    proposal = StrategyProposal(number=next_number(StrategyProposal.KIND), created_by=user, **fields)
    proposal.save()
    proposal.based_on.set(based_on)
    audit.record(proposal, user, gettext_noop("Created"), to_status=proposal.status)
    return proposal


@transaction.atomic
def update_strategy(pk: int, user: User, based_on: Iterable = (), **fields: Any) -> StrategyProposal:
    """Edit a draft; a rejected proposal becomes a draft again."""
    proposal = lock(StrategyProposal, pk, "created_by")
    require(can_edit_strategy(user, proposal))
    if proposal.status == StrategyProposal.Status.REJECTED:
        move(proposal, StrategyProposal.Status.DRAFT, user)
    change(proposal, user, gettext_noop("Edited"), **fields)
    proposal.based_on.set(based_on)
    return proposal


def check_strategy(proposal: StrategyProposal, user: User) -> None:
    """A strategy rests on trend, target market, structure and competition (RSH-03, 003 (二)2)."""
    missing = proposal.missing_analysis()
    if missing:
        raise BusinessError(_("Still empty: %(what)s.") % {"what": "、".join(map(str, missing))})


# draft → submitted, by the approval engine, which locks the row.
submit_strategy = approvals.submit_of(StrategyProposal)


def approved_fields(proposal: StrategyProposal, user: User) -> dict:
    return {"approved_on": today()}
