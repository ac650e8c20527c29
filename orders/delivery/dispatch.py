"""Delivery notes from the draft to the customer's gate (DLV-01, DLV-02; 003 (三)3, (三)4)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.sample.states import SampleRequestKind
from orders.delivery.models import DeliveryNote, DeliveryNoteCopy, DeliveryNoteLine, StockIssue
from orders.delivery.permissions import (
    can_cancel_delivery,
    can_create_delivery,
    can_edit_delivery,
    can_issue_delivery,
    can_issue_stock,
    can_ship_delivery,
)
from orders.delivery.rules import available, departure_problem, shortages
from orders.order.locking import lock_under_order
from orders.order.models import Order, OrderLine
from orders.order.progress import refresh_order, with_quantities
from orders.order_hold.hold import require_supply
from orders.plan.models import PlanRelease, PlanReleaseLine
from orders.stock.posting import in_store_for, keeps_stock, lock_stock_of, post
from orders.stock.rules import Move
from orders.stock.states import MovementKind, StockState
from orders.supply.models import SupplyCheck
from orders.supply.states import SupplyKind
from orders.traded_demand.following import not_arrived
from salesmgmt.core import audit, registry
from salesmgmt.core.calendar import deadline
from salesmgmt.core.domain.notices import notify, notify_department
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import User

NONE = Decimal(0)


def kind_of(order: Order) -> str:
    """Samples and service parts go by the same documents, marked as such (DLV-09): a service part is what was asked for
    as one. What replaces returned goods says whether they are others or the same, repaired."""
    if order.kind == SupplyKind.REPLACEMENT:
        repaired = order.plan_releases.filter(kind=PlanRelease.Kind.REPAIR).exists()
        return DeliveryNote.Kind.REPAIR if repaired else DeliveryNote.Kind.REPLACEMENT
    if order.kind != SupplyKind.SAMPLE:
        return DeliveryNote.Kind.NORMAL
    asked = PlanRelease.objects.filter(order=order, sample_request__kind=SampleRequestKind.SERVICE_PART)
    return DeliveryNote.Kind.SERVICE_PART if asked.exists() else DeliveryNote.Kind.SAMPLE


def is_charged(order: Order, kind: str) -> bool:
    """An ordinary delivery makes a receivable; what replaces returned goods only where these were never accepted, and so
    never billed: then it has a price."""
    return kind == DeliveryNote.Kind.NORMAL or order.kind == SupplyKind.REPLACEMENT and order.amount > 0


def available_of(lines: list) -> dict:
    """``{order line pk: what may still be put on a note}`` of lines with their quantities: passed and in stock, on no
    other note, and, where stock is kept, what the store really holds for the order (QC-02)."""
    in_store = in_store_for(line.pk for line in lines) if keeps_stock() else None
    return {
        line.pk: available(line.entered, line.held, None if in_store is None else in_store.get(line.pk, NONE))
        for line in lines
    }


def deliverable_lines(order: Order) -> list:
    """``[(order line, still to deliver, available)]`` of lines with something in stock that no note holds."""
    found = []
    lines = list(with_quantities(order.lines.select_related("product")))
    stocks = available_of(lines)
    for line in lines:
        stock = stocks[line.pk]
        if stock > 0 and line.quantity > line.held:
            found.append((line, line.quantity - line.held, stock))
    return found


@transaction.atomic
def draft_delivery(order_pk: int, user: User) -> DeliveryNote:
    """A note for what is in stock and still owed; the rep completes and issues it (DLV-01)."""
    order = lock(Order, order_pk, "customer__owner", "contact")
    if order.status not in order.DELIVERABLE:
        raise BusinessError(
            _("%(order)s is “%(status)s”; nothing can be delivered on it.")
            % {"order": order, "status": order.get_status_display()}
        )
    require(can_create_delivery(user, order))
    lines = deliverable_lines(order)
    if not lines:
        raise BusinessError(_("Nothing of %(order)s is inspected and in stock yet.") % {"order": order})
    kind = kind_of(order)
    note = DeliveryNote.objects.create(
        number=next_number("delivery"),
        created_by=user,
        order=order,
        customer=order.customer,
        kind=kind,
        chargeable=is_charged(order, kind),
        planned_date=timezone.localdate(),
        carried_by=policy().carrier_default,
        place=next((line.place for line, _owed, _stock in lines if line.place), order.customer.address),
        contact=order.contact.name if order.contact else "",
        phone=order.contact.phone if order.contact else order.customer.phone,
    )
    DeliveryNoteLine.objects.bulk_create(
        [
            DeliveryNoteLine(
                note=note,
                order_line=line,
                product=line.product,
                quantity=min(owed, stock),
                price=line.price,
                tax_rate=line.tax_rate,
            )
            for line, owed, stock in lines
        ]
    )
    audit.record(note, user, gettext_noop("Created"), to_status=note.status)
    return note


def locked_note(pk: int) -> DeliveryNote:
    return lock_under_order(DeliveryNote, pk, "customer__owner", "order")


def issue_problems(note: DeliveryNote) -> list:
    """Not on a plan, not in stock, more than ordered: with the locks held (DLV-01, PRD-03, QC-02)."""
    lines = list(note.lines.select_related("order_line__product"))
    order_lines = [line.order_line_id for line in lines]
    planned = set(
        PlanReleaseLine.objects.filter(order_line__in=order_lines, is_active=True).values_list(
            "order_line_id", flat=True
        )
    )
    stock = {line.pk: line for line in with_quantities(OrderLine.objects.filter(pk__in=order_lines))}
    problems = [_("The note has no line.")] if not lines else []
    awaited = not_arrived(order_lines)
    for line in lines:
        ordered = stock[line.order_line_id]
        if line.order_line_id not in planned:
            problems.append(_("%(line)s is on no released plan.") % {"line": line.product})
        if line.order_line_id in awaited:
            problems.append(_("%(line)s is bought and has not arrived yet.") % {"line": line.product})
        if line.quantity > ordered.quantity - ordered.held:
            problems.append(
                _("%(line)s: only %(owed)s of the order are still to be delivered.")
                % {"line": line.product, "owed": max(ordered.quantity - ordered.held, 0)}
            )
    stocks = available_of(list(stock.values()))
    wanted = [(str(line.product), line.quantity, stocks[line.order_line_id]) for line in lines]
    return problems + shortages(wanted)


@transaction.atomic
def issue_delivery(pk: int, user: User) -> DeliveryNote:
    """The note becomes valid: three copies exist, the warehouse is asked to let the goods go (DLV-01, DLV-02).

    Refused for goods not inspected and in stock, for more than was ordered, without a released plan, and where the
    customer's account no longer allows supply, and while a plan line is not checked (DLV-04).
    """
    note = locked_note(pk)
    guard(note, DeliveryNote.Status.ISSUED)
    require(can_issue_delivery(user, note))
    problems = [*issue_problems(note), *registry.fact("delivery", "dispatch_problems", note)]
    if not (note.place and note.contact and note.phone):
        problems.append(_("Delivery place, contact and phone are needed."))
    if problems:
        raise BusinessError(" ".join(str(problem) for problem in problems))
    if note.chargeable or note.kind == DeliveryNote.Kind.NORMAL:  # what is forgone does not pass the control unseen
        lines = list(note.lines.select_related("product"))
        require_supply(note.order, user, SupplyCheck.Occasion.DELIVERY, lines=lines)
    move(note, DeliveryNote.Status.ISSUED, user, issued_at=timezone.now())
    _book(note, user, MovementKind.RESERVED, StockState.BOUND, StockState.RESERVED)
    DeliveryNoteCopy.objects.bulk_create(
        [DeliveryNoteCopy(note=note, destination=value) for value in DeliveryNoteCopy.Destination.values]
    )
    for role in (Role.WH, Role.LOG):
        notify_department(note, role, lambda: _("To dispatch: %(note)s") % {"note": note}, sent_by=user)
    return note


@transaction.atomic
def cancel_delivery(pk: int, user: User, reason: str) -> DeliveryNote:
    """A note whose goods have not left is cancelled; the goods are free again."""
    note = locked_note(pk)
    guard(note, DeliveryNote.Status.CANCELLED)
    require(can_cancel_delivery(user, note))
    if not reason.strip():
        raise BusinessError(_("Give a reason."))
    return _cancel(note, user, reason)


def _cancel(note: DeliveryNote, user: User, reason: str) -> DeliveryNote:
    if note.status == DeliveryNote.Status.ISSUED:
        _book(note, user, MovementKind.UNRESERVED, StockState.RESERVED, StockState.BOUND)
    return move(note, DeliveryNote.Status.CANCELLED, user, comment=reason)


def _book(note: DeliveryNote, user: User, kind: MovementKind, source: str, target: str, reference: str = "") -> None:
    """The goods of the note go from one state of the stock to another, each for its order line."""
    moves = [Move(line.product_id, line.quantity, source, target, line.order_line_id) for line in note.lines.all()]
    post(moves, kind=kind, document=note, user=user, reference=reference)


def stop_deliveries_of(order: Order, *, user: User, reason: str) -> None:
    """Cancel the deliveries that have not left of an order that is cancelled (ORD-09)."""
    lock_stock_of(order)
    for note in order.deliveries.filter(status__in=[DeliveryNote.Status.DRAFT, DeliveryNote.Status.ISSUED]).order_by(
        "pk"
    ):
        _cancel(lock(DeliveryNote, note.pk), user, reason)


@transaction.atomic
def issue_stock(pk: int, user: User) -> DeliveryNote:
    """出库: the warehouse confirms that the goods leave; without it they do not travel (DLV-01, 003 (三)4)."""
    note = locked_note(pk)
    guard(note, DeliveryNote.Status.OUTBOUND)
    require(can_issue_stock(user, note))
    issue = StockIssue.objects.create(number=next_number("stock_issue"), note=note, issued_by=user)
    _book(note, user, MovementKind.ISSUED, StockState.RESERVED, "", reference=issue.number)
    move(note, DeliveryNote.Status.OUTBOUND, user, comment=issue.number)
    return note


@transaction.atomic
def depart(
    pk: int,
    user: User,
    *,
    expected_at: dt.datetime | None,
    carried_by: str = "",
    carrier: str = "",
    driver: str = "",
    driver_phone: str = "",
    vehicle: str = "",
) -> DeliveryNote:
    """The goods are on their way; only after the stock issue of the warehouse (DLV-01), and somebody expects them (DLV-07)."""
    note = locked_note(pk)
    guard(note, DeliveryNote.Status.IN_TRANSIT)
    require(can_ship_delivery(user, note))
    carried_by, carrier, driver = carried_by or note.carried_by, carrier or note.carrier, driver or note.driver
    problem = departure_problem(carried_by, carrier, driver, expected_at, timezone.now())
    if problem:
        raise BusinessError(problem)
    return move(
        note,
        DeliveryNote.Status.IN_TRANSIT,
        user,
        departed_at=timezone.now(),
        carried_by=carried_by,
        carrier=carrier,
        driver=driver,
        driver_phone=driver_phone or note.driver_phone,
        vehicle=vehicle or note.vehicle,
        expected_at=expected_at,
    )


@transaction.atomic
def arrive(pk: int, user: User, delivered_at: Any = None) -> DeliveryNote:
    """The goods have reached the customer; the clock of the formalities starts (DLV-05)."""
    note = locked_note(pk)
    guard(note, DeliveryNote.Status.DELIVERED)
    require(can_ship_delivery(user, note))
    delivered_at = delivered_at or timezone.now()
    if delivered_at > timezone.now():
        raise BusinessError(_("The delivery cannot lie in the future."))
    if note.departed_at and delivered_at < note.departed_at.replace(second=0, microsecond=0):
        raise BusinessError(_("The goods cannot arrive before they left."))
    due = deadline(delivered_at, policy().formalities_hours)
    move(
        note,
        DeliveryNote.Status.DELIVERED,
        user,
        delivered_at=delivered_at,
        formalities_due_at=due,
        transport_problem="",
    )
    refresh_order(note.order, user)
    notify(
        [note.customer.owner],
        lambda: _("Delivered: complete the formalities of %(note)s") % {"note": note},
        url=note.get_absolute_url(),
    )
    return note


@transaction.atomic
def update_delivery(pk: int, user: User, *, lines: Any, **fields: Any) -> Any:
    """Change a draft note: where to, who carries, how much of each line."""
    note = locked_note(pk)
    require(can_edit_delivery(user, note))
    note.lines.all().delete()
    rows = [{name: value for name, value in line.items() if name not in ("id", "note")} for line in lines]
    if any(row["order_line"].order_id != note.order_id for row in rows):
        raise BusinessError(_("A line belongs to another order."))
    DeliveryNoteLine.objects.bulk_create(
        [
            DeliveryNoteLine(
                note=note,
                product=row["order_line"].product,
                price=row["order_line"].price,
                tax_rate=row["order_line"].tax_rate,
                **row,
            )
            for row in rows
        ]
    )
    return change(note, user, gettext_noop("Edited"), **fields)
