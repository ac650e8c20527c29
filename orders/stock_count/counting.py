"""Counting a product, and posting the difference that another person has approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.order.models import OrderLine
from orders.stock.models import StockMovement
from orders.stock.posting import locked_balances, post, require_kept
from orders.stock.states import MovementKind, StockState
from orders.stock_count.models import StockCount
from orders.stock_count.permissions import can_count_stock, can_decide_count
from orders.stock_count.rules import difference_moves
from salesmgmt.core import audit
from salesmgmt.core.domain.approvals.alone import hand_to_superior, why_not_alone
from salesmgmt.core.domain.notices import notify, notify_roles
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import plain
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    from decimal import Decimal

    from orders.stock.rules import Move
    from salesmgmt.core.models import User


@transaction.atomic
def count_stock(product_pk: int, user: User, *, counted: Decimal, reason: str = "") -> StockCount:
    """What was found of a product, beside what the books say at this moment, under the lock of its stock.

    A difference needs its reason and waits for its approval; an equal count is kept as a proof. One count of a product
    is open at a time.
    """
    require(can_count_stock(user))
    require_kept()
    if counted < 0:
        raise BusinessError(_("A count is not negative."))
    balance = locked_balances([product_pk])[product_pk]
    waiting = StockCount.objects.filter(product=product_pk, status=StockCount.Status.COUNTED).first()
    if waiting is not None:
        raise BusinessError(_("%(count)s of this product waits for its approval.") % {"count": waiting})
    if counted != balance.in_store and not reason.strip():
        raise BusinessError(
            _("The books say %(book)s: give the reason of the difference.") % {"book": plain(balance.in_store)}
        )
    count = StockCount.objects.create(
        number=next_number(StockCount.KIND),
        created_by=user,
        product_id=product_pk,
        counted=counted,
        book=balance.in_store,
        reason=reason.strip()[:200],
    )
    audit.record(count, user, gettext_noop("Created"), to_status=count.status, comment=reason)
    if not count.difference:
        return move(count, StockCount.Status.POSTED, user, comment=_("The count agrees with the books."))
    notify_roles(
        [Role.PLN],
        lambda: _("Difference of a stock count: %(product)s") % {"product": balance.product},
        url=count.get_absolute_url(),
        body=reason,
        sent_by=user,
    )
    hand_to_superior(count, Role.PLN, lambda: _("Stock count to approve: %(count)s") % {"count": count})
    return count


def _locked(pk: int, user: User, status: str) -> StockCount:
    count = lock(StockCount, pk, "product")
    guard(count, status)
    require(can_decide_count(user, count), why_not_alone(user, count, Role.PLN))
    return count


def _decision(user: User, comment: str) -> dict:
    return {"decided_by": user, "decided_at": timezone.now(), "decision": comment.strip()[:200]}


@transaction.atomic
def approve_count(pk: int, user: User, comment: str = "") -> StockCount:
    """The difference is posted, by another person than the one who counted (SEC-04).

    Refused where more is missing than lies there free or for orders: what stands on an issued delivery note is cancelled
    there first.
    """
    count = _locked(pk, user, StockCount.Status.POSTED)
    balance = locked_balances([count.product_id])[count.product_id]
    rows = StockMovement.objects.filter(product=count.product_id, order_line__isnull=False)
    held = list(rows.net_of(StockState.BOUND, "order_line").filter(net__gt=0).values_list("order_line", "net"))
    moves, left = difference_moves(count.product_id, count.difference, balance.free, held)
    if left:
        raise BusinessError(
            _("%(product)s: %(left)s of what is missing stand on issued delivery notes. Cancel one of these first.")
            % {"product": count.product, "left": plain(left)}
        )
    post(moves, kind=MovementKind.COUNTED, document=count, user=user, comment=count.reason)
    move(count, StockCount.Status.POSTED, user, comment=comment, **_decision(user, comment))
    _tell_owners(count, moves)
    return count


def _tell_owners(count: StockCount, moves: list[Move]) -> None:
    """Goods of an order are missing: its representative hears it before his customer does."""
    missing = {move.order_line: move.quantity for move in moves if move.order_line}
    lines = OrderLine.objects.filter(pk__in=missing).select_related("order__customer__owner")
    for line in lines:
        notify(
            [line.order.customer.owner],
            lambda line=line: (
                _("Missing in stock: %(quantity)s of %(product)s for %(order)s")
                % {"quantity": plain(missing[line.pk]), "product": count.product, "order": line.order}
            ),
            url=line.order.get_absolute_url(),
            body=count.reason,
        )


@transaction.atomic
def reject_count(pk: int, user: User, comment: str) -> StockCount:
    """The difference is not believed: nothing is posted, and the product is counted again."""
    count = _locked(pk, user, StockCount.Status.REJECTED)
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    move(count, StockCount.Status.REJECTED, user, comment=comment, **_decision(user, comment))
    notify(
        [count.created_by],
        lambda: _("Stock count rejected: %(count)s") % {"count": count},
        url=count.get_absolute_url(),
        body=comment,
    )
    return count
