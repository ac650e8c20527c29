"""An order change that touches the contract: handed to an amendment, and carried out with it (AMD-06)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.amendment.entry import create_amendment
from contracts.amendment.text import lines_of as lines_of_contract
from orders.order.confirmation import ordered_elsewhere
from orders.order.models import Order
from orders.order.rules import totals
from orders.order_change.entry import hold_lines, lines_of, own_problems, problems_of, release_lines, touches_of
from orders.order_change.execution import carry_out, require_supply_of, tell_departments_of
from orders.order_change.models import OrderChange
from orders.order_change.permissions import can_edit_change
from orders.order_change.rules import new_values
from orders.order_change.states import OrderChangeStatus
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from contracts.amendment.models import ContractAmendment
    from contracts.contract.models import Contract
    from orders.order_change.models import OrderChangeLine
    from pricing.product.models import Product
    from salesmgmt.core.models import ApprovalRound, User


@transaction.atomic
def submit_change(pk: int, user: User, comment: str = "") -> ApprovalRound:
    """draft → submitted, to the sales manager (CHG-01); what alters terms of the contract goes on to needs_amendment,
    and the draft of the amendment is made of it (AMD-06, 000 六(三)1)."""
    order = lock(Order, OrderChange.objects.values_list("order", flat=True).get(pk=pk))
    change = lock(OrderChange, pk)
    change.order = order
    touched = touches_of(change) if order.contract_id else []
    if not touched:
        return approvals.submit(change, user, comment)
    guard(change, OrderChange.Status.SUBMITTED)
    require(can_edit_change(user, change))
    problems = own_problems(change)
    if problems:
        raise BusinessError(" ".join(problems))
    hold_lines(change)
    move(change, OrderChange.Status.SUBMITTED, user, comment=comment)
    amendment = create_amendment(
        user,
        contract=order.contract,
        lines=lines_after(order, lines_of(change)),
        reason=change.reason,
        content=change.content,
    )
    move(change, OrderChange.Status.NEEDS_AMENDMENT, user, comment=" ".join(touched), amendment=amendment)
    return change


def lines_after(order: Order, changed: list[OrderChangeLine]) -> list:
    """The lines of the contract as the change needs them: price, state, a new product, a larger quantity."""
    lines = lines_of_contract(order.contract)
    wanted = _quantities_after(order, changed)
    for row in changed:
        values = new_values(row)
        product = row.order_line.product if row.order_line else row.product
        line = next((each for each in lines if each["product"] == product), None)
        if line is None:
            lines.append(_new_line(row, product))
            continue
        line |= {name: values[name] for name in ("price", "state") if name in values}
    for line in lines:
        agreed = sum((each["quantity"] for each in lines if each["product"] == line["product"]), Decimal(0))
        line["quantity"] += max(wanted.get(line["product"].pk, Decimal(0)) - agreed, Decimal(0))
    return lines


def _quantities_after(order: Order, changed: list[OrderChangeLine]) -> dict:
    """``{product pk: quantity}`` that all orders of the contract hold once the change is carried out."""
    found = {pk: quantity for pk, (_product, quantity, _price) in totals(order.lines.select_related("product")).items()}
    for pk, quantity in ordered_elsewhere(order).items():
        found[pk] = found.get(pk, Decimal(0)) + quantity
    for row in changed:
        product = row.order_line.product if row.order_line else row.product
        before = row.order_line.quantity if row.order_line else Decimal(0)
        found[product.pk] = found.get(product.pk, Decimal(0)) + (row.quantity or before) - before
    return found


def _new_line(row: OrderChangeLine, product: Product) -> dict:
    return {
        "product": product,
        "spec": product.spec or product.name,
        "state": row.state,
        "unit": product.unit,
        "quantity": row.quantity,
        "price": row.price or Decimal(0),
        "tax_rate": product.tax_rate,
        "due_date": row.due_date,
        "quality_standard": product.quality_standard,
    }


def carry_out_with_amendment(contract: Contract, *, user: User, amendment: ContractAmendment, **about: Any) -> None:
    """The amendment is in force: the changes that waited for it are carried out with it (AMD-06).

    What cannot be, supply control above all, goes back to its representative with the reason.
    """
    waiting = OrderChange.objects.filter(amendment=amendment, status=OrderChange.Status.NEEDS_AMENDMENT)
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        try:
            with transaction.atomic():
                _carry_out(pk, user)
        except BusinessError as refusal:
            _give_back(pk, user, str(refusal))


def _carry_out(pk: int, user: User) -> None:
    order = lock(Order, OrderChange.objects.values_list("order", flat=True).get(pk=pk))
    change = lock(OrderChange, pk)
    change.order = order
    problems = problems_of(change)
    if problems:
        raise BusinessError(" ".join(problems))
    require_supply_of(change, order, user)
    carry_out(change, order, user)
    beyond = registry.fact("order", "planned_beyond", order)
    release_lines(change)
    done = {"executed_at": timezone.now(), "order_revision": order.revision}
    move(change, OrderChange.Status.EXECUTED, user, comment=beyond, **done)
    tell_departments_of(change, order, user, beyond)


def _give_back(pk: int, user: User, reason: str) -> None:
    change = lock(OrderChange, pk)
    release_lines(change)
    move(change, OrderChange.Status.DRAFT, user, comment=reason, amendment=None)
    notify(
        [change.responsible],
        lambda: _("The contract is amended, but the order change is not carried out: %(change)s") % {"change": change},
        url=change.get_absolute_url(),
        body=reason,
    )


def reject_with_amendment(amendment: ContractAmendment, *, user: User, reason: str) -> None:
    """The amendment came to nothing: so did the changes that waited for it, and the customer is told why (CHG-06)."""
    for change in OrderChange.objects.filter(amendment=amendment, status=OrderChangeStatus.NEEDS_AMENDMENT).order_by(
        "pk"
    ):
        locked = lock(OrderChange, change.pk)
        release_lines(locked)
        move(locked, OrderChange.Status.REJECTED, user, comment=reason)


@transaction.atomic
def take_back_change(pk: int, user: User) -> OrderChange:
    """needs_amendment → draft: the customer gave it up, or it is asked for otherwise. The draft of the amendment stays."""
    change = lock(OrderChange, pk)
    if change.status != OrderChange.Status.NEEDS_AMENDMENT:
        raise BusinessError(_("Only a change that waits for an amendment is taken back here."))
    guard(change, OrderChange.Status.DRAFT)
    require(can_edit_change(user, change))
    release_lines(change)
    return move(change, OrderChange.Status.DRAFT, user, action=gettext_noop("Taken back"), amendment=None)
