"""Retention money (质保金): what a contract keeps back until the warranty ends is billed on an invoice of its own, because an
invoice has one due date."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.payment_plan.planning import retention_of
from orders.account.posting import lock_with_account
from orders.invoice.amounts import Position, position, totals
from orders.invoice.billed import billed_deliveries, lock_billed, restate_billed
from orders.invoice.drafting import draft
from orders.invoice.models import Invoice, InvoiceLine
from orders.invoice.permissions import can_edit_invoice
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import CENT, plain
from salesmgmt.core.read_once import read_once
from salesmgmt.core.state import change, require

if TYPE_CHECKING:
    import datetime as dt

    from contracts.payment_plan.rules import Retention
    from salesmgmt.core.models import User

THOUSANDTH = Decimal("0.001")
# As they are printed: the second invoice says the same of the buyer as the first.
SAME = ("kind", "title", "tax_number", "bank", "bank_account", "address", "phone")


def retained_of(invoice: Invoice) -> Retention | None:
    """What the contract of a draft keeps back of what it bills; None where it keeps nothing, where that stands on an
    invoice of its own, or where the draft bills several contracts."""
    if invoice.source != Invoice.Source.DELIVERY or not invoice.is_editable or invoice.retention_of_id:
        return None
    if Invoice.objects.retaining(invoice).exists():
        return None
    contracts = {note.order.contract for note in billed_deliveries(invoice)}
    contract = contracts.pop() if len(contracts) == 1 else None
    found = retention_of(contract, invoice.date) if contract is not None else None
    return None if found is None or (found.due_on and found.due_on <= invoice.due_date) else found


def retained_shown(invoice: Invoice) -> Retention | None:
    """The same for a page, read once: its facts and its buttons ask the same. No act decides by it."""
    return read_once(invoice, "retained_shown", lambda: retained_of(invoice))


def retention_note(invoice: Invoice) -> str:
    """For the page of a draft: that its due day holds for the retention money as well; "" where it need not be said."""
    found = retained_shown(invoice)
    if found is None:
        return ""
    return _("with the %(percent)s %% that the contract keeps back until the warranty ends: bill them apart") % {
        "percent": plain(found.percent)
    }


def can_bill_retention(user: User, invoice: Invoice) -> bool:
    return can_edit_invoice(user, invoice) and retained_shown(invoice) is not None and not _fixed(invoice)


def why_no_retention(user: User, invoice: Invoice) -> str:
    return _fixed(invoice) if can_edit_invoice(user, invoice) and retained_shown(invoice) is not None else ""


def _fixed(invoice: Invoice) -> str:
    """Why a draft can no longer be parted; "" where it can."""
    if invoice.invoice_no:
        return _("The invoice bears a number of the tax office: it is billed as it was issued.")
    if invoice.applications.filter(is_running=True).exists():
        return _("The invoice was applied for at the tax office: withdraw the application first.")
    return ""


@transaction.atomic
def bill_retention(pk: int, user: User, *, percent: Decimal, due_date: dt.date) -> Invoice:
    """Part a draft in two: so many per cent of each line go on a second draft that falls due when the warranty ends.

    Quantity, amount, net and tax of both together are those of the one before, to the cent: until its day the retention
    money is an open item that is not due (REC-01), in every figure, letter and statement.
    """
    notes = lock_billed(pk)
    invoice, _account = lock_with_account(Invoice, pk)
    require(can_edit_invoice(user, invoice))
    if retained_of(invoice) is None:
        raise BusinessError(_("Of what this invoice bills nothing is kept back."))
    refused = _fixed(invoice)
    if refused:
        raise BusinessError(refused)
    if due_date <= invoice.due_date:
        raise BusinessError(
            _("The retention money falls due after the rest: later than %(day)s.") % {"day": invoice.due_date}
        )
    lines = list(invoice.lines.select_related("product", "delivery_line").order_by("position"))
    kept = [part for part in (_part(line, percent) for line in lines) if part is not None]
    if not kept:
        raise BusinessError(
            _("Of these quantities %(percent)s %% cannot be billed apart.") % {"percent": plain(percent)}
        )
    _lessen(lines, kept)
    amount, net, tax = totals(kept)
    change(
        invoice,
        user,
        gettext_noop("Retention money billed apart"),
        amount=invoice.amount - amount,
        net=invoice.net - net,
        tax=invoice.tax - tax,
    )
    apart = draft(
        user,
        invoice.customer,
        kept,
        source=Invoice.Source.DELIVERY,
        date=invoice.date,
        due_date=due_date,
        delivery=invoice.delivery,
        retention_of=invoice,
        **{name: getattr(invoice, name) for name in SAME},
    )
    restate_billed(notes)
    return apart


def _part(line: InvoiceLine, percent: Decimal) -> Position | None:
    """So many per cent of a line, None where that is less than a thousandth of its unit."""
    quantity = (line.quantity * percent / 100).quantize(THOUSANDTH)
    if quantity <= 0 or quantity >= line.quantity:
        return None
    amount = min((line.amount * quantity / line.quantity).quantize(CENT), line.amount)
    return position(
        line.name,
        quantity,
        line.price,
        line.tax_rate,
        amount=amount,
        product=line.product,
        spec=line.spec,
        unit=line.unit,
        delivery_line=line.delivery_line,
    )


def _lessen(lines: list[InvoiceLine], kept: list[Position]) -> None:
    """Take off each line what stands on the other invoice."""
    parts = {part.delivery_line: part for part in kept}
    for line in lines:
        part = parts.get(line.delivery_line)
        if part is not None:
            line.quantity -= part.quantity
            line.amount, line.net, line.tax = line.amount - part.amount, line.net - part.net, line.tax - part.tax
    InvoiceLine.objects.bulk_update(lines, ["quantity", "amount", "net", "tax"])
