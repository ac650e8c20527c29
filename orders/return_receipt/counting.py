"""The return store counts against the customer's list and issues its document (RET-07)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.return_order.models import ReturnOrder
from orders.return_order.on_site import locked_return
from orders.return_order.origin import require_returnable
from orders.return_order.permit import valid_permit
from orders.return_order.states import COUNT_PHOTO
from orders.return_receipt.models import ReturnDisposition, ReturnReceipt, ReturnReceiptLine
from orders.return_receipt.outcome import settle_status, undo_refusal
from orders.return_receipt.permissions import can_count_anew, can_count_return, can_resolve_count
from orders.stock.posting import post
from orders.stock.rules import Move
from orders.stock.states import MovementKind, StockState
from salesmgmt.core.domain.attachments import add as add_attachment
from salesmgmt.core.domain.notices import notify, notify_roles
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import plain
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import guard, move, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def valid_receipt(ret: ReturnOrder) -> ReturnReceipt | None:
    return ret.receipts.filter(voided_at__isnull=True).select_related("counted_by", "permit", "resolved_by").first()


@transaction.atomic
def count_return(pk: int, user: User, *, counts: dict, remark: str = "", photos: Any = ()) -> ReturnReceipt:
    """What the store really found, line by line, entered without seeing the list: permitted → received, or discrepancy.

    RET-07 (004 §6.3.2): refused without quality's permit; the difference from the customer's list is resolved before
    the return is received. ``counts`` is ``{return line pk: quantity}``.
    """
    ret = locked_return(pk)
    permit = valid_permit(ret)
    if permit is None:
        raise BusinessError(_("Quality has not permitted this return: the store takes nothing in."))
    guard(ret, ReturnOrder.Status.RECEIVED)
    require(can_count_return(user, ret))
    lines = list(ret.lines.select_related("product"))
    missing = [str(line.product) for line in lines if counts.get(line.pk) is None]
    if missing:
        raise BusinessError(_("Not counted yet: %(lines)s.") % {"lines": "、".join(missing)})
    if any(Decimal(counts[line.pk]) < 0 for line in lines) or set(counts) - {line.pk for line in lines}:
        raise BusinessError(_("A count is not negative, and is of a line of this return."))
    receipt = ReturnReceipt.objects.create(
        number=next_number("rtr"),
        return_order=ret,
        permit=permit,
        counted_by=user,
        counted_at=timezone.now(),
        remark=remark,
    )
    rows = [
        ReturnReceiptLine(receipt=receipt, line=line, listed=line.quantity, counted=counts[line.pk]) for line in lines
    ]
    ReturnReceiptLine.objects.bulk_create(rows)
    for photo in photos:
        add_attachment(ret, photo, user, kind=COUNT_PHOTO[0])
    differing = [row for row in rows if row.difference]
    if differing:
        move(ret, ReturnOrder.Status.DISCREPANCY, user, comment=f"{receipt}: {difference_words(differing)}")
        notify(
            [ret.customer.owner],
            lambda: _("The return store counted differently: %(return)s") % {"return": ret},
            url=ret.get_absolute_url(),
            body=difference_words(differing),
        )
    else:
        _receive(ret, receipt, rows, user, receipt.number)
    return receipt


def difference_words(rows: list) -> str:
    return "; ".join(
        _("%(line)s: list %(listed)s, counted %(counted)s")
        % {"line": row.line.product, "listed": plain(row.listed), "counted": plain(row.counted)}
        for row in rows
    )


def _receive(ret: ReturnOrder, receipt: ReturnReceipt, rows: list, user: User, comment: str) -> None:
    """The goods are in the return store: what was counted counts from now on; quality and finance are told."""
    for row in rows:
        row.line.counted = row.counted
        row.line.save(update_fields=["counted"])
    # More than listed was found: only as much as was delivered can come back.
    require_returnable(ret, {row.line.delivery_line_id: row.counted for row in rows})
    moves = [Move(row.line.product_id, row.counted, "", StockState.RETURNED) for row in rows]
    post(moves, kind=MovementKind.RETURNED, document=ret, user=user, reference=receipt.number)
    move(ret, ReturnOrder.Status.RECEIVED, user, comment=comment)
    settle_status(ret, user)
    for role, subject in (
        (Role.QA, gettext_noop("Returned goods to decide on: %(return)s")),
        (Role.FIN, gettext_noop("Return to credit: %(return)s")),
    ):
        notify_roles([role], lambda text=subject: _(text) % {"return": ret}, url=ret.get_absolute_url(), sent_by=user)


@transaction.atomic
def resolve_count(pk: int, user: User, *, resolution: str) -> ReturnOrder:
    """What was found about the difference, agreed with the customer: the store's count stands (RET-07)."""
    ret = locked_return(pk)
    guard(ret, ReturnOrder.Status.RECEIVED)
    require(can_resolve_count(user, ret))
    if not resolution.strip():
        raise BusinessError(_("Say how the difference was resolved with the customer."))
    receipt = valid_receipt(ret)
    receipt.resolution, receipt.resolved_by, receipt.resolved_at = resolution.strip(), user, timezone.now()
    receipt.save(update_fields=["resolution", "resolved_by", "resolved_at"])
    _receive(ret, receipt, list(receipt.lines.select_related("line__product")), user, resolution)
    return ret


@transaction.atomic
def count_anew(pk: int, user: User, comment: str) -> ReturnOrder:
    """The count was wrong: it is void and the goods are counted again."""
    ret = locked_return(pk)
    guard(ret, ReturnOrder.Status.PERMITTED)
    require(can_count_anew(user, ret))
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    _void(valid_receipt(ret), comment)
    action = gettext_noop("To be counted anew")
    return move(ret, ReturnOrder.Status.PERMITTED, user, comment=comment, action=action)


def _void(receipt: ReturnReceipt, reason: str) -> None:
    receipt.voided_at, receipt.void_reason = timezone.now(), reason.strip()[:200]
    receipt.save(update_fields=["voided_at", "void_reason"])


def undo_receipt(ret: ReturnOrder, *, user: User, reason: str) -> None:
    """The permit is withdrawn: what the store received by it is void, and counts no longer (RET-06, RET-07).

    Refused while it stands recorded what became of the goods: that is taken back first, with its movements.
    """
    receipt = valid_receipt(ret)
    if receipt is None:
        return
    if ReturnDisposition.objects.filter(line__return_order=ret, taken_back_at__isnull=True).exists():
        raise BusinessError(_("It is recorded what became of these goods. Take that back first."))
    refusal = undo_refusal(ret)
    if refusal:
        raise BusinessError(refusal)
    _void(receipt, reason)
    # Nothing was taken in while the difference of the count was open.
    moves = [
        Move(line.product_id, line.counted, StockState.RETURNED, "") for line in ret.lines.filter(counted__isnull=False)
    ]
    post(moves, kind=MovementKind.RETURN_VOID, document=ret, user=user, reference=receipt.number, comment=reason)
    ret.lines.update(counted=None, given_back=0)
