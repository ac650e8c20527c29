"""Replacement instead of credit, and repair and return: agreed per line, then an order, a plan and a delivery of its kind."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.delivery.models import DeliveryNoteLine
from orders.demand.lines import write_lines
from orders.order.confirmation import tell_confirmed
from orders.order.models import Order, OrderLine
from orders.plan.models import PlanRelease
from orders.plan.release import new_plan
from orders.return_order.models import ReturnLine, ReturnOrder
from orders.return_order.on_site import locked_return
from orders.return_order.origin import SIGNED
from orders.return_order.permissions import can_agree_outcome
from orders.return_order.rules import NONE
from orders.return_receipt.crediting import never_accepted
from orders.return_receipt.disposition import goods_words, undecided
from orders.return_receipt.models import ReturnReplacement
from orders.return_receipt.outcome import credited_quantity, running_for, settle_status
from orders.return_receipt.permissions import can_close_return, can_open_replacement
from orders.supply.states import SupplyKind
from salesmgmt.core import audit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO, plain
from salesmgmt.core.read_once import read_once
from salesmgmt.core.state import guard, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from orders.delivery.models import DeliveryNote
    from salesmgmt.core.models import User

Outcome = ReturnLine.Outcome
S = ReturnOrder.Status
PLAN_KIND = {Outcome.REPLACEMENT: PlanRelease.Kind.REPLACEMENT, Outcome.REPAIR: PlanRelease.Kind.REPAIR}


@dataclass(frozen=True)
class Owed:
    """So much of a received line is owed to the customer in goods."""

    line: ReturnLine
    outcome: str
    quantity: Decimal
    charged: bool


def lines_to_replace(ret: ReturnOrder) -> list[ReturnLine]:
    """The lines for which goods were agreed and no order runs yet."""
    rows = ret.lines.exclude(outcome=Outcome.CREDIT).exclude(pk__in=running_for(ret).values("line"))
    return list(rows.select_related("product", "delivery_line__note", "delivery_line__order_line"))


def open_to_agree(ret: ReturnOrder) -> list[ReturnLine]:
    """The lines for which it may still be agreed what the customer gets."""
    rows = ret.lines.filter(credits__isnull=True).exclude(pk__in=running_for(ret).values("line"))
    return read_once(ret, "_open_to_agree", lambda: list(rows.select_related("product", "delivery_line__note")))


@transaction.atomic
def agree_outcome(pk: int, user: User, *, line: int, outcome: str, agreed_with: str, comment: str = "") -> ReturnOrder:
    """What the customer gets for one line, agreed with a person of his: credit, replacement, or repair and return.

    Refused once the line is credited, and while an order in its place runs. A return of which nothing is left to credit
    waits for its replacement and no longer for finance.
    """
    ret = locked_return(pk)
    require(can_agree_outcome(user, ret))
    row = ret.lines.select_related("product").filter(pk=line).first()
    if row is None:
        raise BusinessError(_("The line belongs to another return."))
    if outcome not in Outcome.values:
        raise BusinessError(_("Choose credit, replacement, or repair and return."))
    if not agreed_with.strip():
        raise BusinessError(_("Enter who agreed to it for the customer."))
    if row.credits.exists():
        raise BusinessError(_("%(line)s is credited already.") % {"line": row.product})
    running = running_for(ret).filter(line=row).select_related("order_line__order").first()
    if running is not None:
        raise BusinessError(
            _("%(line)s: %(order)s is under way in its place. An order change cancels it first.")
            % {"line": row.product, "order": running.order_line.order}
        )
    row.outcome, row.outcome_with = outcome, agreed_with.strip()
    row.save(update_fields=["outcome", "outcome_with"])
    words = f"{row.product} {plain(credited_quantity(row))}: {row.get_outcome_display()} ({row.outcome_with})"
    audit.record(ret, user, gettext_noop("Agreed what the customer gets"), comment=f"{words} {comment}".strip())
    return settle_status(ret, user)


def owed_of(ret: ReturnOrder) -> list[Owed]:
    """What the replacement orders would hold: what really came, less what went back as it was.

    Goods the customer never accepted (category 1) were never billed: what comes in their place is. All other goods are, or
    will be, billed with the delivery they came from; what comes in their place costs nothing.
    """
    found = []
    for line in lines_to_replace(ret):
        quantity = credited_quantity(line)
        never = min(quantity, never_accepted(ret, line))
        for part, charged in ((never, True), (quantity - never, False)):
            if part > 0:
                found.append(Owed(line, line.outcome, part, charged))
    return found


@transaction.atomic
def open_replacement(pk: int, user: User, *, due_date: dt.date, delivery_place: str = "") -> list[Order]:
    """An order and the draft of its plan for each kind of what is owed in goods: replacement or repair, charged or not.

    Never more than the return store received. It is the sales manager who opens it, which is his confirmation of the order
    (ORD-03); the representative completes the plan and the head of sales signs it. The delivery note is of its kind and
    makes no receivable where the goods are billed with their first delivery (RET-07, DLV-09).
    """
    ret = locked_return(pk)
    require(can_open_replacement(user, ret))
    if due_date < today():
        raise BusinessError(_("The day lies in the past."))
    owed = owed_of(ret)
    if not owed:
        raise BusinessError(_("Nothing of this return is to be replaced, or the order for it is under way."))
    groups: dict = defaultdict(list)
    for each in owed:
        groups[each.outcome, each.charged].append(each)
    orders = [_open(ret, user, rows, due_date, delivery_place) for rows in groups.values()]
    words = "、".join(str(order) for order in orders)
    audit.record(ret, user, gettext_noop("Replacement opened"), comment=words)
    return orders


def _open(ret: ReturnOrder, user: User, rows: list[Owed], due_date: dt.date, delivery_place: str) -> Order:
    first = rows[0]
    order = Order.objects.create(
        number=next_number(Order.KIND),
        created_by=ret.created_by,
        customer=ret.customer,
        kind=SupplyKind.REPLACEMENT,
        customer_reference=ret.customer_document,
        order_date=today(),
        delivery_place=delivery_place or ret.place or ret.customer.address,
        remark=f"{ret}: {first.line.get_outcome_display()}",
        submitted_at=timezone.now(),
    )
    order.amount = write_lines(
        order,
        "order",
        OrderLine,
        [
            {
                "product": row.line.product,
                "state": row.line.delivery_line.order_line.state,
                "spec": row.line.delivery_line.order_line.spec,
                "unit": row.line.delivery_line.order_line.unit,
                "tax_rate": row.line.tax_rate,
                "supply_type": row.line.delivery_line.order_line.supply_type,
                "quantity": row.quantity,
                "price": row.line.price if row.charged else ZERO,
                "due_date": due_date,
                "promised_date": due_date,
            }
            for row in rows
        ],
    )
    order.save(update_fields=["amount", *order.touched_fields()])
    _remember(rows, order, user)
    audit.record(order, user, gettext_noop("Created"), to_status=order.status, comment=str(ret))
    move(order, Order.Status.SUBMITTED, ret.created_by, comment=str(ret))
    move(order, Order.Status.CONFIRMED, user, comment=str(ret), confirmed_by=user, confirmed_at=timezone.now())
    tell_confirmed(order, user)
    _plan(ret, order, user, first.outcome)
    return order


def _remember(rows: list[Owed], order: Order, user: User) -> None:
    for row, order_line in zip(rows, order.lines.order_by("position"), strict=True):
        ReturnReplacement.objects.create(
            line=row.line,
            order_line=order_line,
            outcome=row.outcome,
            quantity=row.quantity,
            charged=row.charged,
            opened_by=user,
        )


def _plan(ret: ReturnOrder, order: Order, user: User, outcome: str) -> PlanRelease:
    lines = list(order.lines.select_related("product"))
    words = f"{ret} {ret.get_category_display()}: {ret.reason}".strip(" :")
    plan = new_plan(order, ret.created_by, lines, PLAN_KIND[Outcome(outcome)], remark=words)
    notify(
        [ret.customer.owner],
        lambda: _("Plan release to be completed: %(plan)s") % {"plan": plan},
        url=plan.get_absolute_url(),
        body=str(ret),
    )
    return plan


def unsigned(ret: ReturnOrder) -> list:
    """``[(replacement, still to be signed for)]``: what of the goods in place of returned ones the customer has not got."""
    rows = list(running_for(ret).select_related("line__product", "order_line__order"))
    if not rows:
        return []
    signed = DeliveryNoteLine.objects.filter(
        order_line__in=[row.order_line_id for row in rows],
        note__status__in=SIGNED,
    )
    sums = dict(signed.order_by().values_list("order_line").annotate(sum=Sum("quantity")))
    left = [(row, row.quantity - sums.get(row.order_line_id, NONE)) for row in rows]
    return [(row, quantity) for row, quantity in left if quantity > 0]


def gaps_of(ret: ReturnOrder) -> list[str]:
    """What keeps a return from being closed, in words: goods without a decision, replacements that are not opened or not
    signed for."""
    gaps = []
    left = undecided(ret)
    if left:
        gaps.append(_("In the return store without a decision: %(goods)s.") % {"goods": goods_words(left)})
    waiting = [line for line in lines_to_replace(ret) if credited_quantity(line) > 0]
    if waiting:
        goods = "、".join(f"{line.product}" for line in waiting)
        gaps.append(_("To be replaced, and no order is opened: %(goods)s.") % {"goods": goods})
    open_ = unsigned(ret)
    if open_:
        goods = "、".join(f"{row.order_line.order} {row.line.product} {plain(quantity)}" for row, quantity in open_)
        gaps.append(_("The customer has not signed for: %(goods)s.") % {"goods": goods})
    return gaps


@transaction.atomic
def close_return(pk: int, user: User) -> ReturnOrder:
    """The representative has completed the formalities with finance, of all goods it is decided what becomes of them, and
    the customer has signed for what he gets in their place."""
    ret = locked_return(pk)
    guard(ret, S.CLOSED)
    require(can_close_return(user, ret))
    gaps = gaps_of(ret)
    if gaps:
        raise BusinessError(" ".join(gaps))
    return move(ret, S.CLOSED, user)


def delivery_signed(note: DeliveryNote, *, user: User, **about: Any) -> None:
    """The customer has the goods that replace returned ones: a return of which nothing else is open is closed."""
    rows = ReturnReplacement.objects.filter(order_line__delivery_lines__note=note).order_by()
    for pk in sorted(set(rows.values_list("line__return_order", flat=True))):
        ret = locked_return(pk)
        if ret.can_become(S.CLOSED) and not gaps_of(ret):
            move(ret, S.CLOSED, user, comment=str(note))
