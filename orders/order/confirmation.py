"""Submitting an order and confirming it: the sales manager's decision (ORD-03), and what follows (ORD-05)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from orders.demand.rules import kind_problems, price_problem
from orders.order.handover import tell_departments
from orders.order.models import Order, OrderLine
from orders.order.rules import beyond_contract, beyond_notice, customer_problem, line_problems, needs_notice, totals
from orders.supply.check import asked_check, check_order
from orders.supply.exception import give_up_exception_step
from orders.supply.models import SupplyCheck
from orders.supply.moved import require_seen
from orders.supply.rules import CONTRACT
from orders.supply.words import refusal_text
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.states import ApprovalStepStatus

if TYPE_CHECKING:
    from contracts.contract.models import Contract
    from salesmgmt.core.models import ApprovalRound, ApprovalStep, User

CONFIRM, EXCEPTION = "confirm", "exception"


# To the sales manager: draft → submitted, complete only (ORD-01).
submit_order = approvals.submit_of(Order)


def problems_of(order: Order) -> list:
    """Everything that keeps this order from being submitted or confirmed (ORD-01, ORD-02)."""
    lines = list(order.lines.select_related("product", "order"))
    problems = [*kind_problems(order.kind, order.contract, order.customer), *needs_notice(order.kind, order.demand)]
    if not lines:
        problems.append(_("Enter at least one line."))
    for no, line in enumerate(lines, 1):
        problems += line_problems(line, no, order.kind)
    if order.kind == CONTRACT and order.contract is not None:
        problems += contract_problems(order, lines)
    if order.demand_id:
        accepted = totals(order.demand.lines.select_related("product"))
        problems += beyond_notice(lines, accepted, at_contract_price=order.kind == CONTRACT)
    return problems


def contract_problems(order: Order, lines: list[OrderLine]) -> list:
    """Prices and quantities of the contract (ORD-02, AMD-06)."""
    terms = contract_terms(order.contract)
    elsewhere = ordered_elsewhere(order)
    problems = [price_problem(line.product, line.price, terms.get(line.product_id, (None, 0))[0]) for line in lines]
    for pk, (product, quantity, _price) in totals(lines).items():
        if pk in terms:
            problems.append(beyond_contract(product, elsewhere.get(pk, Decimal(0)), quantity, terms[pk][1]))
    return [problem for problem in problems if problem]


def contract_terms(contract: Contract) -> dict:
    """``{product pk: (price, quantity)}`` of a contract."""
    quantities: dict[int, Decimal] = defaultdict(Decimal)
    prices: dict = {}
    for line in contract.lines.all():
        quantities[line.product_id] += line.quantity
        prices.setdefault(line.product_id, line.price)
    return {pk: (prices[pk], quantities[pk]) for pk in prices}


def ordered_elsewhere(order: Order) -> dict:
    """``{product pk: quantity}`` of the contract's other orders that were submitted and not cancelled."""
    rows = OrderLine.objects.filter(order__contract=order.contract).exclude(order=order.pk)
    rows = rows.exclude(order__status__in=[Order.Status.DRAFT, Order.Status.CANCELLED])
    return dict(rows.values_list("product").annotate(sum=Sum("quantity")).order_by())


def check_submit(order: Order, user: User) -> None:
    """Refuse an incomplete order, one that differs from its contract, one that supply control refuses, and one for a
    customer graded E or not yet evaluated, unless an accepted notice brought it (RAT-04, RAT-05, SUP-04)."""
    problems = problems_of(order)
    reason = "" if order.demand_id else customer_problem(order.kind, order.customer)
    if reason:
        raise BusinessError(" ".join([reason, *problems]), link=order.customer.get_absolute_url())
    if problems:
        raise BusinessError(" ".join(problems))
    if order.demand_id is None:
        check = check_order(order, user)
        if check.result == SupplyCheck.Result.REFUSE:
            raise BusinessError(refusal_text(check))


def on_submitted(order: Order, round_: ApprovalRound, user: User) -> None:
    order.submitted_at = timezone.now()
    order.save(update_fields=["submitted_at"])


def check_decision(order: Order, step: ApprovalStep, user: User, data: dict) -> None:
    """The manager confirms what is complete and right on the day of his decision (ORD-03). An order without notice is
    checked by supply control here, and the general manager's step decides what is referred to him (SUP-04)."""
    problems = problems_of(order)
    if problems:
        raise BusinessError(" ".join(problems))
    if step.key == EXCEPTION:
        _check_exception(order, step, user, data)


def _check_exception(order: Order, step: ApprovalStep, user: User, data: dict) -> None:
    """He decides on today's figures, which are those he saw; what moved since he was asked is kept with them."""
    reason, seen = str(data.get("reason", "")).strip(), data.pop("seen", "")  # what he saw is kept in the check
    if not reason:
        raise BusinessError(_("Give the reason of the exception."))
    asked = asked_check(order, step.opened_at)
    check = check_order(order, user, SupplyCheck.Occasion.EXCEPTION, exception_reason=reason, asked=asked)
    require_seen(seen, check)
    if not check.passes:
        raise BusinessError(refusal_text(check))


def on_step(order: Order, step: ApprovalStep, user: User) -> None:
    """Supply control of an order without notice, when the manager agrees: what it lets pass needs no general manager."""
    if step.key != CONFIRM or order.demand_id is not None:
        return
    check = check_order(order, user)
    if check.passes:
        give_up_exception_step(step.round)
    elif check.result == SupplyCheck.Result.REFUSE:
        raise BusinessError(refusal_text(check))


def on_approved(order: Order, round_: ApprovalRound, user: User) -> None:
    """The manager's name and time are kept (ORD-03), dates become promises (ORD-10), and production, purchasing and
    logistics are told to plan (ORD-05)."""
    manager = round_.steps.filter(key=CONFIRM, status=ApprovalStepStatus.APPROVED, is_live=True).first()
    order.confirmed_by, order.confirmed_at = manager.decided_by, manager.decided_at
    order.save(update_fields=["confirmed_by", "confirmed_at"])
    for line in order.lines.all():
        line.promised_date = line.due_date
        line.save(update_fields=["promised_date"])
    tell_confirmed(order, user)


def tell_confirmed(order: Order, user: User) -> None:
    """Production, purchasing and logistics plan from now on (ORD-05), and so does what follows by itself."""
    tell_departments(order, lambda: _("Order confirmed: %(order)s") % {"order": order}, user)
    registry.tell("order", "confirmed", order, user=user)
