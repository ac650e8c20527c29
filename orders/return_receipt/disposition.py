"""What becomes of returned goods, decided by quality: stock, rework, scrap, back to the customer."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.return_order.models import ReturnLine, ReturnOrder
from orders.return_order.on_site import locked_return
from orders.return_order.rules import NONE
from orders.return_receipt.models import ReturnDisposition
from orders.return_receipt.permissions import can_dispose, can_finish_return_rework
from orders.stock.posting import post
from orders.stock.rules import Move
from orders.stock.states import MovementKind, StockState
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import plain
from salesmgmt.core.read_once import read_once
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User

Kind = ReturnDisposition.Kind
# Where goods go from the return store; what is scrapped or handed back to the customer is stock no more.
TARGETS = {Kind.STOCK: StockState.FREE, Kind.REWORK: StockState.REWORK, Kind.SCRAP: "", Kind.CUSTOMER: ""}


def with_open(lines: Any) -> Any:
    """Return lines with ``disposed``: of how much it is decided what becomes of it."""
    decided = Sum("dispositions__quantity", filter=Q(dispositions__taken_back_at__isnull=True))
    return lines.annotate(disposed=decided)


def left_to_decide(line: Any) -> Decimal:
    """Of an annotated line, what the store holds and nobody has decided on."""
    return (line.counted or NONE) - (line.disposed or NONE)


def undecided(ret: ReturnOrder) -> list:
    """``[(line, quantity)]`` in the return store without a decision."""
    lines = read_once(ret, "_goods", lambda: list(with_open(ret.lines.select_related("product"))))
    return [(line, left_to_decide(line)) for line in lines if left_to_decide(line) > 0]


@transaction.atomic
def dispose(pk: int, user: User, *, line: int, kind: str, quantity: Decimal, reason: str) -> ReturnDisposition:
    """Quality decides on a part of a received line, with its reason; this alone moves it out of the return store (RET-07).

    What goes back to the customer is not credited: once the return is credited that way is closed.
    """
    ret = locked_return(pk)
    require(can_dispose(user, ret))
    found = with_open(ret.lines.select_related("product")).filter(pk=line).first()
    if found is None:
        raise BusinessError(_("The line belongs to another return."))
    if kind not in Kind.values:
        raise BusinessError(_("Say what becomes of the goods."))
    if not 0 < quantity <= left_to_decide(found):
        raise BusinessError(
            _("%(line)s: %(left)s are in the return store without a decision, not %(wanted)s.")
            % {"line": found.product, "left": plain(left_to_decide(found)), "wanted": plain(quantity)}
        )
    if not reason.strip():
        raise BusinessError(_("Give a reason."))
    if kind == Kind.CUSTOMER:
        _require_unsettled(ret, found)
    row = ReturnDisposition.objects.create(
        line=found,
        kind=kind,
        quantity=quantity,
        reason=reason.strip()[:200],
        decided_by=user,
        decided_at=timezone.now(),
    )
    _give_back(found, kind, quantity)
    moves = [Move(found.product_id, quantity, StockState.RETURNED, TARGETS[Kind(kind)])]
    post(moves, kind=MovementKind.DISPOSED, document=ret, user=user, comment=reason)
    words = f"{found.product} {plain(quantity)}: {row.get_kind_display()}"
    audit.record(ret, user, gettext_noop("Decided what becomes of the goods"), comment=f"{words}. {reason}")
    return row


def _require_unsettled(ret: ReturnOrder, line: ReturnLine) -> None:
    """What was credited, or is replaced by an order under way, is ours and does not go back as it is."""
    if ret.status == ReturnOrder.Status.CREDITED or line.credits.exists():
        raise BusinessError(_("The return is credited: these goods are ours and do not go back to the customer."))
    if line.replacements.live().exists():
        raise BusinessError(_("The order in place of these goods is under way: they do not go back to the customer."))


def _give_back(line: ReturnLine, kind: str, quantity: Decimal) -> None:
    if kind == Kind.CUSTOMER:
        line.given_back += quantity
        line.save(update_fields=["given_back"])


@transaction.atomic
def take_back_disposition(pk: int, user: User, *, disposition: int, comment: str) -> ReturnOrder:
    """A decision on returned goods was wrong: it is countered, with the reason, and the goods wait for another one."""
    ret = locked_return(pk)
    require(can_dispose(user, ret))
    row = (
        ReturnDisposition.objects.select_related("line__product")
        .filter(pk=disposition, line__return_order=ret, taken_back_at__isnull=True)
        .first()
    )
    if row is None:
        raise BusinessError(_("This decision is of another return, or was taken back already."))
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    if row.reworked_at is not None:
        raise BusinessError(_("The rework of these goods is finished: the decision stands."))
    if row.kind == Kind.CUSTOMER and (ret.status == ReturnOrder.Status.CREDITED or row.line.credits.exists()):
        raise BusinessError(_("The return is credited without these goods: they stay with the customer."))
    if row.kind == Kind.CUSTOMER and row.line.replacements.live().exists():
        raise BusinessError(_("The replacement is under way without these goods: they stay with the customer."))
    row.taken_back_by, row.taken_back_at = user, timezone.now()
    row.save(update_fields=["taken_back_by", "taken_back_at"])
    _give_back(row.line, row.kind, -row.quantity)
    moves = [Move(row.line.product_id, row.quantity, TARGETS[Kind(row.kind)], StockState.RETURNED)]
    post(moves, kind=MovementKind.DISPOSED_BACK, document=ret, user=user, comment=comment)
    words = f"{row.line.product} {plain(row.quantity)}: {row.get_kind_display()}"
    audit.record(ret, user, gettext_noop("Decision on the goods taken back"), comment=f"{words}. {comment}")
    return ret


@transaction.atomic
def finish_return_rework(pk: int, user: User, *, disposition: int, good: Decimal, comment: str) -> ReturnOrder:
    """Quality says what of the reworked goods is good again: that is free stock, the rest is scrap (QC-02)."""
    ret = locked_return(pk)
    require(can_finish_return_rework(user, ret))
    row = in_rework(ret).filter(pk=disposition).first()
    if row is None:
        raise BusinessError(_("These goods are of another return, or their rework is finished already."))
    if not 0 <= good <= row.quantity:
        raise BusinessError(
            _("Good are between 0 and %(quantity)s of these goods.") % {"quantity": plain(row.quantity)}
        )
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    row.reworked_good, row.reworked_by, row.reworked_at = good, user, timezone.now()
    row.save(update_fields=["reworked_good", "reworked_by", "reworked_at"])
    product = row.line.product_id
    moves = [
        Move(product, good, StockState.REWORK, StockState.FREE),
        Move(product, row.quantity - good, StockState.REWORK, ""),
    ]
    post(moves, kind=MovementKind.REWORKED, document=ret, user=user, comment=comment)
    words = _("%(product)s: %(good)s of %(quantity)s good after rework") % {
        "product": row.line.product,
        "good": plain(good),
        "quantity": plain(row.quantity),
    }
    audit.record(ret, user, gettext_noop("Rework finished"), comment=f"{words}. {comment}")
    return ret


def in_rework(ret: ReturnOrder) -> Any:
    """What of a return is being reworked."""
    rows = ReturnDisposition.objects.filter(line__return_order=ret, kind=Kind.REWORK, taken_back_at__isnull=True)
    return rows.filter(reworked_at__isnull=True).select_related("line__product")


def goods_words(left: list) -> str:
    return "、".join(f"{line.product} {plain(quantity)}" for line, quantity in left)
