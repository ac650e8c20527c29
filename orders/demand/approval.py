from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.account.approval import customer_of, overdue_card, without_prices
from orders.demand import decision as demand_decision
from orders.demand.decision_forms import DemandDecisionForm
from orders.demand.models import DemandNotice
from orders.demand.permissions import can_submit_demand
from orders.supply.forms import ExceptionForm
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import ApprovalStep


def steps_for_demand(demand: DemandNotice, policy: Any) -> list[Step]:
    """The head of sales decides; the general manager only on what supply control does not let pass (ORD-04, SUP-04)."""
    return [
        Step(
            1, Role.DIR, _("Head of sales: supply decision"), DemandNotice.Status.HEAD_REVIEW, key=demand_decision.HEAD
        ),
        Step(
            2,
            Role.GM,
            _("General manager: supply exception"),
            DemandNotice.Status.GM_EXCEPTION,
            key=demand_decision.EXCEPTION,
        ),
    ]


def form_for_demand(step: ApprovalStep) -> type[Any]:
    return ExceptionForm.of(step) if step.key == demand_decision.EXCEPTION else DemandDecisionForm


DEMAND = Approval(
    model=DemandNotice,
    steps_for=steps_for_demand,
    approved=DemandNotice.Status.ACCEPTED,
    rejected=DemandNotice.Status.REFUSED,
    returned=DemandNotice.Status.CHECKED,
    withdrawn=DemandNotice.Status.CHECKED,
    can_submit=can_submit_demand,
    check_submit=demand_decision.check_submit,
    check_decision=demand_decision.check_decision,
    decision_form=form_for_demand,
    on_submitted=demand_decision.on_submitted,
    on_step=demand_decision.on_step,
    on_approved=demand_decision.on_approved,
    snapshot=without_prices,
    card=overdue_card,
    title=customer_of,
)
