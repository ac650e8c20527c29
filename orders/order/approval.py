from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.account.approval import customer_of, overdue_card, without_prices
from orders.order import confirmation as order_confirmation
from orders.order.models import Order
from orders.order.permissions import can_edit_order
from orders.supply.forms import ExceptionForm
from orders.supply.rules import CONTRACT
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any


def steps_for_order(order: Order, policy: Any) -> list[Step]:
    """The sales manager confirms (ORD-03). An order under contract without an accepted notice passes supply control
    here, and the general manager is asked where it does not (SUP-04)."""
    steps = [
        Step(
            1, Role.MGR, _("Sales manager: order confirmation"), Order.Status.SUBMITTED, key=order_confirmation.CONFIRM
        )
    ]
    if order.demand_id is None and order.kind == CONTRACT:
        steps.append(
            Step(
                2,
                Role.GM,
                _("General manager: supply exception"),
                Order.Status.SUBMITTED,
                key=order_confirmation.EXCEPTION,
            )
        )
    return steps


def form_for_order(step: Any) -> Any:
    return ExceptionForm.of(step) if step.key == order_confirmation.EXCEPTION else None


ORDER = Approval(
    model=Order,
    steps_for=steps_for_order,
    approved=Order.Status.CONFIRMED,
    # A rejected order keeps its content for the rep to correct, as a returned one does.
    rejected=Order.Status.DRAFT,
    returned=Order.Status.DRAFT,
    withdrawn=Order.Status.DRAFT,
    can_submit=can_edit_order,
    check_submit=order_confirmation.check_submit,
    check_decision=order_confirmation.check_decision,
    decision_form=form_for_order,
    on_submitted=order_confirmation.on_submitted,
    on_step=order_confirmation.on_step,
    on_approved=order_confirmation.on_approved,
    made_of=lambda order: [order.demand],
    snapshot=without_prices,
    card=overdue_card,
    title=customer_of,
)
