"""What purchasing buys for an order: needed, ordered, arrived; late needs put the order at risk (ORD-07, 000 二(二)2)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.order.locking import lock_under_order
from orders.order.models import Order
from orders.purchase_need.models import PurchaseNeed
from orders.purchase_need.permissions import can_edit_need, can_follow_need, can_open_need
from orders.purchase_need.rules import is_late
from salesmgmt.core import audit
from salesmgmt.core.calendar import day_of, today
from salesmgmt.core.domain.edits import recorded
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.notices import Message, notify_many
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.routing import route
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import assign, change_many, guard, lock, lock_many, move, require

if TYPE_CHECKING:
    from typing import Any

QUEUE = "purchase-need-late"


@transaction.atomic
def open_need(order_pk: int, user: User, **fields: Any) -> PurchaseNeed:
    """Purchasing notes what an order needs, and until when (ORD-07)."""
    order = lock(Order, order_pk, "customer__owner")
    require(can_open_need(user, order))
    need = PurchaseNeed.objects.create(
        number=next_number(PurchaseNeed.KIND), created_by=user, order=order, **_checked(fields)
    )
    for role in (Role.PUR, Role.PROD):
        route(need, role=role)
    audit.record(need, user, gettext_noop("Created"), to_status=need.status)
    return _judged(need, user, today())


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    if fields["quantity"] <= 0:
        raise BusinessError(_("The quantity is zero."))
    return fields


def _locked(pk: int) -> PurchaseNeed:
    return lock_under_order(PurchaseNeed, pk, "order__customer__owner")


@transaction.atomic
def update_need(pk: int, user: User, **fields: Any) -> PurchaseNeed:
    """Changed while it is not ordered; another day may end its being late."""
    need = _locked(pk)
    require(can_edit_need(user, need))
    with recorded(need, user):
        assign(need, _checked(fields))
        need.save(update_fields=[*fields, *need.touched_fields()])
    return _judged(need, user, today())


@transaction.atomic
def order_need(pk: int, user: User, *, supplier: str, expected_on: dt.date) -> PurchaseNeed:
    """Ordered at a supplier, who has named a day."""
    need = _locked(pk)
    guard(need, PurchaseNeed.Status.ORDERED)
    require(can_follow_need(user, need))
    if expected_on < today():
        raise BusinessError(_("The day lies in the past."))
    return move(need, PurchaseNeed.Status.ORDERED, user, supplier=supplier, ordered_on=today(), expected_on=expected_on)


@transaction.atomic
def receive_need(pk: int, user: User, *, arrived_on: dt.date) -> PurchaseNeed:
    """It is here: the order is at risk no more, unless another need is late."""
    need = _locked(pk)
    guard(need, PurchaseNeed.Status.ARRIVED)
    require(can_follow_need(user, need))
    if arrived_on > today() or (need.ordered_on and arrived_on < need.ordered_on):
        raise BusinessError(_("The day lies between the order and today."))
    move(need, PurchaseNeed.Status.ARRIVED, user, arrived_on=arrived_on)
    return _judged(need, user, today())


@transaction.atomic
def cancel_need(pk: int, user: User, comment: str) -> PurchaseNeed:
    need = _locked(pk)
    guard(need, PurchaseNeed.Status.CANCELLED)
    require(can_follow_need(user, need))
    move(need, PurchaseNeed.Status.CANCELLED, user, comment=comment)
    return _judged(need, user, today())


def stop_needs_of(order: Order, *, user: User, reason: str) -> None:
    """An order that is cancelled needs nothing any more (ORD-09)."""
    for need in order.purchase_needs.awaited().order_by("pk"):
        found = move(lock(PurchaseNeed, need.pk), PurchaseNeed.Status.CANCELLED, user, comment=reason)
        _judged(found, user, today())


def notice_late_needs(moment: dt.datetime) -> int:
    """J08 purchase_need_late: needed by now and not here; the order is flagged at risk, the rep and purchasing are told
    once (ORD-07)."""
    day = day_of(moment)
    late = PurchaseNeed.objects.awaited().filter(need_date__lt=day)
    buyers = list(User.objects.with_role(Role.PUR))

    def notice(some: list[PurchaseNeed]) -> int:
        lock_many(Order, {row.order_id for row in some})
        needs = lock_many(PurchaseNeed, [row.pk for row in some], "order__customer__owner")
        _judge(needs, None, day)
        return len(notify_many(_late(need, buyers) for need in needs if need.late))

    return in_batches(QUEUE, list(late.order_by("order__customer", "order", "pk")), notice)


def _late(need: PurchaseNeed, buyers: list[User]) -> Message:
    return Message(
        [need.order.customer.owner, *buyers],
        lambda: (
            _("%(item)s for %(order)s was needed by %(day)s and has not arrived")
            % {"item": need.item, "order": need.order, "day": need.need_date}
        ),
        url=need.get_absolute_url(),
        key=f"{QUEUE}-{need.pk}-{need.need_date}",
    )


def _judged(need: PurchaseNeed, actor: User | None, day: dt.date) -> PurchaseNeed:
    _judge([need], actor, day)
    return need


def _judge(needs: list[PurchaseNeed], actor: User | None, day: dt.date) -> None:
    """Late or not, and with it whether their orders are at risk (ORD-07); the orders are locked."""
    for late, action in ((True, gettext_noop("Late")), (False, gettext_noop("No longer late"))):
        turned = [need for need in needs if is_late(need.status, need.need_date, day) == late != need.late]
        change_many(turned, actor, action, {"late": late})
    orders = {need.order_id: need for need in needs}
    waiting = PurchaseNeed.objects.filter(order__in=orders, late=True)
    at_risk = set(waiting.order_by().values_list("order", flat=True))
    for risk, action in ((True, gettext_noop("Order at risk")), (False, gettext_noop("Order no longer at risk"))):
        orders_turned = [
            need.order
            for need in orders.values()
            if (need.order_id in at_risk) == risk != (need.order.at_risk_since is not None)
        ]
        since = timezone.now() if risk else None
        change_many(orders_turned, actor, action, {"at_risk_since": since}, comment=lambda order: orders[order.pk].item)
