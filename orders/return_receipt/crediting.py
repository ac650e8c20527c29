"""The credit of returned goods by finance: what was really received, at the price really billed (RET-08)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _

from orders.account.posting import lock_account
from orders.credit_note.entry import credit_invoice
from orders.credit_note.lines import left_of as left_of_invoice
from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.invoice.billed import restate_billed
from orders.invoice.models import Invoice
from orders.invoice.posting import post_invoice
from orders.return_order.models import ReturnLine, ReturnOrder
from orders.return_order.on_site import locked_return
from orders.return_order.origin import billed_with
from orders.return_order.rules import NONE
from orders.return_order.states import ReturnCategory
from orders.return_receipt.counting import valid_receipt
from orders.return_receipt.models import ReturnCredit, ReturnReplacement
from orders.return_receipt.outcome import credited_quantity, lines_to_credit
from orders.return_receipt.permissions import can_credit_return
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO, cents, plain
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt

    from salesmgmt.core.models import User

Source = ReturnCredit.Source


@dataclass(frozen=True)
class Part:
    """So much of a return line is taken off there. ``left`` is the billed line it is taken back from."""

    line: ReturnLine
    source: str
    quantity: Decimal
    amount: Decimal
    left: Any = None

    @property
    def source_label(self) -> Any:
        return Source(self.source).label

    @property
    def invoice(self) -> Invoice | None:
        return self.left.line.invoice if self.left else None


def parts_of(ret: ReturnOrder) -> list[Part]:
    """Where each received quantity is taken off, read from deliveries and invoices as they stand (RET-08).

    First what the customer never accepted (category 1), then what is not billed yet, then what was billed, on the newest
    invoice first, at its own price and tax and never more than is left of it. Nothing of a line that is replaced, and
    nothing twice. Goods that had replaced others are taken off where those were billed. BusinessError where an invoice
    that bills the goods is still a draft, or its red letters have taken them back already.
    """
    lines = list(lines_to_credit(ret))
    sources = {line.pk: billed_with(line.delivery_line) for line in lines}
    pks = sorted({source.pk for source in sources.values()})
    left_to_bill = dict(DeliveryNoteLine.objects.filter(pk__in=pks).with_left().values_list("pk", "left"))
    rejected = _rejected_before(pks)
    billed = _billed_lines(pks)
    found: list[Part] = []
    taken: dict = defaultdict(Decimal)
    for line in lines:
        rest, source = credited_quantity(line), sources[line.pk]
        never = _never_accepted(ret, line, rejected) if source.pk == line.delivery_line_id else NONE
        rest -= _take(found, line, Source.REJECTED, min(rest, never), ZERO)
        open_ = min(rest, left_to_bill[source.pk])
        left_to_bill[source.pk] -= max(open_, NONE)
        rest -= _take(
            found, line, Source.UNBILLED, open_, cents(open_ * line.price) if source.note.chargeable else ZERO
        )
        for left in billed.get(source.pk, ()):
            part = min(rest, left.quantity - taken[left.line.pk])
            if part > 0:
                taken[left.line.pk] += part
                rest -= _take(found, line, Source.BILLED, part, -left.returning(part).amount, left)
        if rest > 0:
            raise BusinessError(_refusal(line, rest))
    return found


def never_accepted(ret: ReturnOrder, line: ReturnLine) -> Decimal:
    """What of a line the customer rejected at the gate and earlier returns have not given back: it was never billed."""
    if billed_with(line.delivery_line).pk != line.delivery_line_id:
        return NONE
    return _never_accepted(ret, line, _rejected_before([line.delivery_line_id]))


def _never_accepted(ret: ReturnOrder, line: ReturnLine, rejected: dict) -> Decimal:
    source = line.delivery_line
    if ret.category != ReturnCategory.REJECTED or source.accepted_quantity is None:
        return NONE
    return max(source.quantity - source.accepted_quantity - rejected.get(source.pk, NONE), NONE)


def _take(
    found: list[Part], line: ReturnLine, source: str, quantity: Decimal, amount: Decimal, left: Any = None
) -> Decimal:
    if quantity <= 0:
        return NONE
    found.append(Part(line, source, quantity, amount, left))
    return quantity


def _rejected_before(pks: list) -> dict:
    """``{delivery line pk: quantity}`` that earlier returns gave back of what was never accepted, for money or for goods."""
    credited = ReturnCredit.objects.filter(line__delivery_line__in=pks, source=Source.REJECTED)
    replaced = ReturnReplacement.objects.live().filter(line__delivery_line__in=pks, charged=True)
    found: dict = defaultdict(Decimal)
    for rows in (credited, replaced):
        for pk, quantity in rows.order_by().values_list("line__delivery_line").annotate(sum=Sum("quantity")):
            found[pk] += quantity
    return found


def _billed_lines(pks: list) -> dict:
    """``{delivery line pk: [what is left of a billed line]}`` of posted invoices, the newest first."""
    invoices = Invoice.objects.live().filter(lines__delivery_line__in=pks, bills_delivery=True).distinct()
    found = defaultdict(list)
    for invoice in invoices.order_by("-date", "-pk"):
        for left in left_of_invoice(invoice):
            if left.line.delivery_line_id in pks and left.quantity > 0:
                left.line.invoice = invoice
                found[left.line.delivery_line_id].append(left)
    return found


def _refusal(line: ReturnLine, rest: Decimal) -> str:
    drafts = Invoice.objects.filter(
        lines__delivery_line=line.delivery_line_id, status=Invoice.Status.DRAFT, bills_delivery=True
    )
    numbers = "、".join(drafts.distinct().order_by("pk").values_list("number", flat=True))
    if numbers:
        return _("%(line)s: %(invoices)s bills these goods and is still a draft. Post or cancel it first.") % {
            "line": line.product,
            "invoices": numbers,
        }
    return _("%(line)s: of %(rest)s the invoices have nothing left; a credit note has taken it back already.") % {
        "line": line.product,
        "rest": plain(rest),
    }


@transaction.atomic
def credit_return(pk: int, user: User, *, date: dt.date | None = None, remark: str = "") -> ReturnOrder:
    """Finance credits what the return store really received, by red letters at the price billed; what is not billed yet
    is billed no more: received → credited (RET-08, 004 §6.3.3). What is replaced or repaired is not credited.

    Refused without the store's receipt. The red letters are posted at once, so that the balance falls; their numbers
    are entered when they arrive.
    """
    ret = locked_return(pk)
    if valid_receipt(ret) is None:
        raise BusinessError(_("The return store has issued no receipt: without it nothing is credited."))
    guard(ret, ReturnOrder.Status.CREDITED)
    require(can_credit_return(user, ret))
    sources = {line.pk: billed_with(line.delivery_line) for line in lines_to_credit(ret)}
    notes = [lock(DeliveryNote, note) for note in sorted({source.note_id for source in sources.values()})]
    lock_account(ret.customer_id)
    parts = parts_of(ret)
    letters = _red_letters(ret, parts, user, date, remark)
    for part in parts:
        ReturnCredit.objects.create(
            line=part.line,
            source=part.source,
            quantity=part.quantity,
            amount=part.amount,
            invoice=part.invoice,
            credit_note=letters.get(part.invoice.pk) if part.invoice else None,
        )
        if part.source == Source.UNBILLED:
            DeliveryNoteLine.objects.filter(pk=sources[part.line.pk].pk).update(
                returned_unbilled=F("returned_unbilled") + part.quantity
            )
    restate_billed(notes)
    return move(ret, ReturnOrder.Status.CREDITED, user, comment="、".join(str(each) for each in letters.values()))


def _red_letters(ret: ReturnOrder, parts: list[Part], user: User, date: dt.date | None, remark: str) -> dict:
    """``{invoice pk: posted red letter}``, reason 2: goods returned."""
    by_invoice: dict = defaultdict(lambda: defaultdict(Decimal))
    for part in parts:
        if part.invoice:
            by_invoice[part.invoice.pk][part.left.line.pk] += part.quantity
    receipt, letters = valid_receipt(ret), {}
    for pk in sorted(by_invoice):
        words = remark or _("%(return)s, received by %(receipt)s") % {"return": ret, "receipt": receipt}
        letter = credit_invoice(
            pk,
            user,
            red_reason=Invoice.RedReason.RETURNED,
            lines=dict(by_invoice[pk]),
            date=date,
            remark=words,
            received=receipt,
        )
        letters[pk] = post_invoice(letter.pk, user)
    return letters
