"""accepted → closed: everything of an order is paid and its formalities are done (states.md, Order).

What closes an order last is a delivery note that closes or an invoice that is paid. Allocations hold the lock of the
account, and deliveries lock the order before the account: so an order is closed after the commit, in a transaction of
its own, and a job finds what a broken process left.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from orders.order.models import Order
from salesmgmt.core import registry
from salesmgmt.core.domain.notices import Message, notify_many
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import lock_many, move_many

if TYPE_CHECKING:
    from typing import Any


@dataclass(frozen=True)
class Note:
    """What closing asks of one delivery note.

    ``billed``: everything accepted stands on posted invoices; ``open`` is what these still have open, in yuan.
    """

    label: str
    closed: bool
    chargeable: bool
    billed: bool
    open: Decimal
    undecided: bool = False  # neither charged nor forgone by somebody who may


def closing_gaps(notes: list[Note]) -> list:
    """What an accepted order still lacks before it is closed, in words; nothing where it may close."""
    gaps = []
    for note in notes:
        if not note.closed:
            gaps.append(_("The formalities of %(note)s are not closed.") % {"note": note.label})
        if note.undecided:
            gaps.append(_("%(note)s is neither charged nor was it decided to forgo it.") % {"note": note.label})
        if note.chargeable and not note.billed:
            gaps.append(_("%(note)s is not on an invoice yet.") % {"note": note.label})
        elif note.open:
            gaps.append(_("%(note)s is not paid in full.") % {"note": note.label})
    return gaps


def gaps_among(orders: list[Order]) -> dict[int, list]:
    """``{order: closing_gaps()}`` of orders as they stand; their ``delivery_notes`` are a fact of the rooms to the right."""
    notes = registry.fact("order", "delivery_notes", orders)
    return {order.pk: closing_gaps(notes[order.pk]) for order in orders}


def gaps_of(order: Order) -> list:
    return gaps_among([order])[order.pk]


def close_if_settled(pk: int, actor: User | None = None) -> bool:
    """Close an accepted order that lacks nothing; returns whether it is closed now."""
    return close_settled([pk], actor) == 1


@transaction.atomic
def close_settled(pks: list[int], actor: User | None = None) -> int:
    """close_if_settled() for a batch, in as many queries as for one: what lacks something stays. Returns how many closed."""
    orders = [order for order in lock_many(Order, pks) if order.status == Order.Status.ACCEPTED]
    gaps = gaps_among(orders) if orders else {}
    closing = [order for order in orders if not gaps[order.pk]]
    if not closing:
        return 0
    remarks = registry.fact("order", "closing_remarks", closing)
    move_many(closing, Order.Status.CLOSED, actor, comment=lambda order: remarks.get(order.pk, ""))
    registry.tell("order", "closed", closing, user=actor)
    _tell_uncharged(remarks)
    return len(closing)


def close_after_commit(order_pks: Any, actor: User = None) -> None:
    """Called by what may have been the last act; a failure here undoes nothing, the job comes by."""
    for pk in sorted(set(order_pks)):
        transaction.on_commit(partial(close_if_settled, pk, actor), robust=True)


def those_concerned(rep: User, actor: User = None) -> list:
    """Finance, the responsible rep and his superior; not the one who does it."""
    people = [*User.objects.with_role(Role.FIN), *_seller_and_superior(rep)]
    return [person for person in people if person != actor]


def _seller_and_superior(rep: User | None) -> list[User]:
    return [person for person in (rep, rep.superior if rep else None) if person is not None]


def _tell_uncharged(remarks: dict[int, str]) -> None:
    """An order does not close in silence over a delivery that was not charged."""
    if not remarks:
        return
    finance = list(User.objects.with_role(Role.FIN))
    orders = Order.objects.filter(pk__in=remarks).select_related("customer__owner__superior").order_by("pk")
    notify_many(
        Message(
            [*finance, *_seller_and_superior(order.customer.owner)],
            lambda order=order: _("Order closed with an uncharged delivery: %(order)s") % {"order": order},
            url=order.get_absolute_url(),
            body=remarks[order.pk],
        )
        for order in orders
    )
