"""What follows the decision on an order change: executed and acknowledged, or explained to the customer (CHG-05, CHG-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.order.handover import handovers_of, tell_departments
from orders.order.models import Order, OrderLine
from orders.order.progress import refresh_order
from orders.order_change.entry import lines_of, problems_of, release_lines
from orders.order_change.models import OrderChange
from orders.order_change.permissions import can_carry_out_change, can_edit_change
from orders.order_change.rules import added_value, new_values, price_after
from orders.promise.changing import keep_change
from orders.supply.check import check_order
from orders.supply.goods import Goods
from orders.supply.models import SupplyCheck
from orders.supply.rules import CONTRACT
from orders.supply.words import refusal_text
from salesmgmt.core import audit, registry
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import DepartmentNotice
from salesmgmt.core.money import ZERO, cents
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from orders.order_change.models import OrderChangeLine
    from salesmgmt.core.models import User


@transaction.atomic
def execute_change(pk: int, user: User) -> OrderChange:
    """Carry an approved change out: the order gets its new content and revision + 1, a new plan revision is due, the
    departments are told, with the figures where the plan holds more than is ordered now (CHG-05). A cancellation ends the
    order, stops its plans and deliveries, and says in the history of the order what is already made (ORD-09)."""
    order = lock(Order, OrderChange.objects.values_list("order", flat=True).get(pk=pk))
    change = lock(OrderChange, pk)
    change.order = order
    guard(change, OrderChange.Status.EXECUTED)
    require(can_carry_out_change(user, change))
    problems = problems_of(change)
    if problems:
        raise BusinessError(" ".join(problems))
    beyond = ""
    if change.is_cancellation:
        made = registry.fact("order", "made_so_far", order)
        registry.tell("order", "cancelled", order, user=user, reason=str(change))
        move(
            order,
            Order.Status.CANCELLED,
            user,
            comment="\n".join(filter(None, [f"{change}: {change.reason}", made])),
            revision=order.revision + 1,
            held_since=None,
        )
    else:
        require_supply_of(change, order, user)
        carry_out(change, order, user)
        beyond = registry.fact("order", "planned_beyond", order)
    release_lines(change)
    done = {"executed_at": timezone.now(), "order_revision": order.revision}
    move(change, OrderChange.Status.EXECUTED, user, comment=beyond, **done)
    tell_departments_of(change, order, user, beyond)
    return change


def require_supply_of(change: OrderChange, order: Order, user: User) -> None:
    """More goods are more supply: a change may not pass by supply control (SUP-02), which looks at the order as it will
    be; and a supply without contract was paid and granted as it was (SUP-03)."""
    lines = lines_of(change)
    if added_value(lines, order) == 0:
        return
    if order.kind != CONTRACT:
        raise BusinessError(
            _("Goods without contract are paid in advance: enter a demand notice for the additional quantity.")
        )
    check = check_order(order, user, SupplyCheck.Occasion.CHANGE, lines=after_change(order, lines))
    if not check.passes:
        raise BusinessError(refusal_text(check))


def carry_out(change: OrderChange, order: Order, user: User) -> None:
    changes = {}
    for row in lines_of(change):
        line = lock(OrderLine, row.order_line_id, "product") if row.order_line_id else _new_line(row, order)
        values = new_values(row) if row.order_line_id else {}
        row.before = {name: audit.as_text(getattr(line, name)) for name in values}
        row.save(update_fields=["before"])
        for name, value in values.items():
            changes[f"{line.product}: {name}"] = [row.before[name], audit.as_text(value)]
            setattr(line, name, value)
        if "due_date" in values:
            keep_change(
                line,
                values["due_date"],
                user,
                reason=f"{change}: {change.reason}",
                asked_by_customer=not change.is_own_fault,
            )
        if change.is_own_fault:
            line.error_flag = True
        line.amount = cents(line.quantity * line.price)
        line.save(update_fields=[*values, "amount", "error_flag"])
    order.revision += 1
    order.plan_revision_due = True
    order.amount = sum((line.amount for line in order.lines.all()), ZERO)
    order.save(update_fields=["revision", "plan_revision_due", "amount", *order.touched_fields()])
    audit.record(order, user, gettext_noop("Changed by order change"), comment=str(change), changes=changes)
    registry.tell("order", "changed", order, user=user)
    # With fewer ordered, what is delivered may be all of it; with more, a line that was accepted is so no more.
    refresh_order(order, user)


def _new_line(row: Any, order: Any) -> OrderLine:
    """A further line of a product the contract has, at the contract's price."""
    price = price_after(row, order)
    last = order.lines.aggregate(last=Max("position"))["last"] or 0
    return OrderLine.objects.create(
        order=order,
        position=last + 1,
        product=row.product,
        spec=row.product.spec,
        unit=row.product.unit,
        tax_rate=row.product.tax_rate,
        quantity=row.quantity,
        price=price,
        state=row.state,
        due_date=row.due_date,
        promised_date=row.due_date,
        delivery_place=row.delivery_place,
    )


def tell_departments_of(change: OrderChange, order: Order, user: User, beyond: str) -> None:
    subject = _("Order cancelled: %(order)s") if change.is_cancellation else _("Order changed: %(order)s")
    tell_departments(change, subject % {"order": order}, user, body="\n".join(filter(None, [change.content, beyond])))


@transaction.atomic
def close_change(pk: int, user: User, agreed_alternative: str = "") -> OrderChange:
    """executed → closed when the departments have acknowledged; explained → closed with what was agreed (CHG-06)."""
    change = lock(OrderChange, pk)
    guard(change, OrderChange.Status.CLOSED)
    require(can_carry_out_change(user, change))
    if change.status == OrderChange.Status.EXECUTED:
        waiting = open_acknowledgements(change)
        if waiting:
            names = "、".join(notice.get_role_display() for notice in waiting)
            raise BusinessError(_("Not yet acknowledged by: %(departments)s.") % {"departments": names})
        return move(change, OrderChange.Status.CLOSED, user)
    if not agreed_alternative.strip():
        raise BusinessError(_("Say what was agreed with the customer instead."))
    return move(change, OrderChange.Status.CLOSED, user, agreed_alternative=agreed_alternative.strip())


def open_acknowledgements(change: OrderChange) -> list:
    return list(handovers_of(change).filter(status=DepartmentNotice.Status.SENT))


@transaction.atomic
def explain_change(pk: int, user: User, explanation: str) -> OrderChange:
    """The rep has explained the rejection to the customer: rejected → explained (CHG-06)."""
    change = lock(OrderChange, pk)
    guard(change, OrderChange.Status.EXPLAINED)
    require(can_edit_change(user, change))
    if not explanation.strip():
        raise BusinessError(_("Write down how the rejection was explained to the customer."))
    return move(
        change, OrderChange.Status.EXPLAINED, user, explanation=explanation.strip(), explained_at=timezone.now()
    )


def can_close_change(user: User, change: OrderChange) -> bool:
    if not can_carry_out_change(user, change):
        return False
    return change.status != OrderChange.Status.EXECUTED or not open_acknowledgements(change)


def after_change(order: Order, change_lines: list[OrderChangeLine]) -> list:
    """The Goods still to be supplied once an order change is carried out: the order's lines with their new quantities and
    prices, and the lines it adds (SUP-02, CHG-05)."""
    delivered, changed = (
        registry.fact("order", "delivered_by_line", order),
        {row.order_line_id: row for row in change_lines if row.order_line_id},
    )
    goods = []
    for line in order.lines.select_related("product"):
        values = new_values(changed[line.pk]) if line.pk in changed else {}
        quantity = values.get("quantity", line.quantity) - delivered.get(line.pk, 0)
        goods.append(Goods(line.product, quantity, values.get("price", line.price)))
    goods += [
        Goods(row.product, row.quantity, price_after(row, order)) for row in change_lines if not row.order_line_id
    ]
    return [each for each in goods if each.quantity > 0]
