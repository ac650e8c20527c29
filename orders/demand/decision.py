"""Deciding on a demand notice: the head of sales under supply control, the general manager by exception (SUP-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from orders.demand.entry import missing_evidence_of, refuse_other_price
from orders.demand.models import DemandNotice
from orders.demand.permissions import can_decide_demand
from orders.supply.check import asked_check, check_demand, latest_check, refuse_to_accept
from orders.supply.exception import give_up_exception_step
from orders.supply.models import SupplyCheck
from orders.supply.moved import require_seen
from orders.supply.words import refusal_text
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError, Withheld
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import ApprovalRound, ApprovalStep, User

HEAD, EXCEPTION = "head", "exception"
ACCEPT, REFER = "accept", "refer"


# To the head of sales: checked → head_review, with the supply check that he will see (ORD-04, SUP-04).
submit_demand = approvals.submit_of(DemandNotice)


def check_submit(demand: DemandNotice, user: User) -> None:
    """Evidence, the four checks and the contract's prices are there before the head of sales is asked (ORD-04)."""
    missing = missing_evidence_of(demand)
    if missing:
        raise BusinessError(missing)
    if not all(getattr(demand, name) for name in DemandNotice.CHECKS):
        raise BusinessError(_("Item, product state, quantity and delivery time must all be checked."))
    refuse_other_price(demand)


def on_submitted(demand: DemandNotice, round_: ApprovalRound, user: User) -> None:
    check_demand(demand, user, SupplyCheck.Occasion.DEMAND)


def check_decision(demand: DemandNotice, step: ApprovalStep, user: User, data: dict) -> None:
    """Before an agreement. The head accepts only what supply control passes (403 otherwise) or refers it; the general
    manager grants an exception with a reason, for this notice only (SUP-04). What SUP-03 refuses nobody can grant."""
    if step.key == EXCEPTION:
        _check_exception(demand, step, user, data)
    if step.key != HEAD:
        return
    check = check_demand(demand, user, SupplyCheck.Occasion.DECISION)
    if data.get("decision", ACCEPT) == REFER:
        if check.result == SupplyCheck.Result.REFUSE:
            raise BusinessError(refusal_text(check))
    elif not check.passes:
        raise Withheld(refuse_to_accept(check))


def _check_exception(demand: DemandNotice, step: ApprovalStep, user: User, data: dict) -> None:
    """He decides on today's figures, which are those he saw; what moved since he was asked is kept with them."""
    reason, seen = str(data.get("reason", "")).strip(), data.pop("seen", "")  # what he saw is kept in the check
    if not reason:
        raise BusinessError(_("Give the reason of the exception."))
    asked = asked_check(demand, step.opened_at)
    check = check_demand(demand, user, SupplyCheck.Occasion.EXCEPTION, exception_reason=reason, asked=asked)
    require_seen(seen, check)
    if not check.passes:
        raise BusinessError(refusal_text(check))


def on_step(demand: DemandNotice, step: ApprovalStep, user: User) -> None:
    """What the head accepts needs no general manager; what he refers is on hold, and sales is told why."""
    if step.key != HEAD:
        return
    if step.data.get("decision", ACCEPT) == REFER:
        _tell_hold(demand)
    else:
        give_up_exception_step(step.round)


def _tell_hold(demand: DemandNotice) -> None:
    """A hold has an owner, a reason with every figure, and a notice (SUP-04)."""
    owner = demand.responsible
    people = [owner, owner.superior if owner else None, demand.created_by]
    check = latest_check(demand)
    notify(
        people,
        lambda: (
            _("Supply on hold, the general manager decides: %(demand)s %(customer)s")
            % {"demand": demand, "customer": demand.customer}
        ),
        url=demand.get_absolute_url(),
        body=refusal_text(check) if check.reasons else "",
    )


def on_approved(demand: DemandNotice, round_: ApprovalRound, user: User) -> None:
    """An accepted notice becomes an order, once (ORD-02)."""
    registry.tell("demand", "accepted", demand, user=user)


@transaction.atomic
def refer_demand(pk: int, user: User, comment: str = "") -> Any:
    """The head of sales refers the notice to the general manager: head_review → gm_exception (SUP-04)."""
    demand = lock(DemandNotice, pk)
    require(can_decide_demand(user, demand))
    step = approvals.step_of(demand, user)
    if step is None or step.key != HEAD:
        raise BusinessError(_("This notice does not wait for your decision."))
    return approvals.approve(step.pk, user, comment, data={"decision": REFER})


@transaction.atomic
def check_again(pk: int, user: User) -> SupplyCheck:
    """Look at the figures of this moment while the notice waits; the decision itself always checks again."""
    demand = lock(DemandNotice, pk)
    require(can_decide_demand(user, demand))
    if demand.status not in (DemandNotice.Status.HEAD_REVIEW, DemandNotice.Status.GM_EXCEPTION):
        raise BusinessError(_("Supply is checked while the notice waits for a decision."))
    return check_demand(demand, user, SupplyCheck.Occasion.DECISION)


def can_refer_demand(user: User, demand: DemandNotice) -> bool:
    """The head's button while the notice waits for him."""
    if demand.status != DemandNotice.Status.HEAD_REVIEW or not can_decide_demand(user, demand):
        return False
    step = approvals.step_of(demand, user)
    return step is not None and step.key == HEAD
