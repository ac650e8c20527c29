"""The approvals of demand notices, orders and order changes."""

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from orders.decision_forms import DemandDecisionForm, ExceptionForm
from orders.domain import demand_decision, order_change_entry, order_change_review, order_confirmation
from orders.domain.exposure import overdue_of_many
from orders.domain.supply_rules import CONTRACT
from orders.models import DemandNotice, Order, OrderChange
from orders.permissions_orders import can_edit_change, can_edit_order, can_submit_demand
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.domain.approvals.snapshot import snapshot_of
from salesmgmt.core.money import ZERO
from salesmgmt.core.permissions import Role
from salesmgmt.core.templatetags.salesmgmt import money

PRICES = ("price", "amount")


def without_prices(document):
    """What was submitted, without prices: the page that compares two rounds is read by departments too."""
    snapshot = snapshot_of(document)
    for part in (snapshot["fields"], *snapshot["lines"].values()):
        for name in PRICES:
            part.pop(name, None)
    return snapshot


def customer_of(document):
    return str(document.customer)


def overdue_card(documents, user):
    """What the customer owes beyond its day, beside the amount (REC-01)."""
    overdue = overdue_of_many(each.customer_id for each in documents)
    return {each.pk: [(_("Overdue receivables"), money(overdue.get(each.customer_id, ZERO)))] for each in documents}


def change_card(changes, user):
    """What is to be different, in the words of the request (CHG-01)."""
    return {each.pk: [(_("Change content"), Truncator(each.content).chars(60))] for each in changes}


def steps_for_demand(demand, policy):
    """The head of sales decides; the general manager only on what supply control does not let pass (ORD-04, SUP-04)."""
    return [
        Step(1, Role.DIR, _("Head of sales: supply decision"), "head_review", key=demand_decision.HEAD),
        Step(2, Role.GM, _("General manager: supply exception"), "gm_exception", key=demand_decision.EXCEPTION),
    ]


def form_for_demand(step):
    return ExceptionForm.of(step) if step.key == demand_decision.EXCEPTION else DemandDecisionForm


def steps_for_order(order, policy):
    """The sales manager confirms (ORD-03). An order under contract without an accepted notice passes supply control
    here, and the general manager is asked where it does not (SUP-04)."""
    steps = [Step(1, Role.MGR, _("Sales manager: order confirmation"), "submitted", key=order_confirmation.CONFIRM)]
    if order.demand_id is None and order.kind == CONTRACT:
        steps.append(
            Step(2, Role.GM, _("General manager: supply exception"), "submitted", key=order_confirmation.EXCEPTION)
        )
    return steps


def form_for_order(step):
    return ExceptionForm.of(step) if step.key == order_confirmation.EXCEPTION else None


def steps_for_change(change, policy):
    """The sales manager decides; whom he asks before is up to him (CHG-03, CHG-04)."""
    return [Step(1, Role.MGR, _("Sales manager: decision"), "submitted", key=order_change_review.DECIDE)]


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

ORDER_CHANGE = Approval(
    model=OrderChange,
    steps_for=steps_for_change,
    approved=OrderChange.Status.APPROVED,
    rejected=OrderChange.Status.REJECTED,
    returned=OrderChange.Status.DRAFT,
    withdrawn=OrderChange.Status.DRAFT,
    can_submit=can_edit_change,
    check_submit=order_change_entry.check_submit,
    check_decision=order_change_review.check_decision,
    on_submitted=order_change_entry.on_submitted,
    on_approved=order_change_review.on_approved,
    on_rejected=order_change_review.on_rejected,
    snapshot=without_prices,
    card=change_card,
    title=lambda change: f"{change.order} {change.customer}",
)
