"""What hinders an application, and whether an issued invoice is the one applied for: pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from orders.invoice.models import Invoice

if TYPE_CHECKING:
    from decimal import Decimal

    from orders.e_invoice.reading import EInvoice
    from orders.invoice.models import InvoiceLine

LONGEST = {"serial": 20, "title": 100, "tax_number": 20, "name": 100}


def problems_before_applying(invoice: Invoice, lines: list[InvoiceLine], codes: dict[int, str]) -> list[str]:
    """What the tax bureau would send back: checked before the file is uploaded. ``codes`` is {product pk: tax code}."""
    found = []
    if invoice.kind not in (Invoice.Kind.E_SPECIAL, Invoice.Kind.E_NORMAL):
        found.append(_("only digital invoices are applied for in the batch form"))
    if invoice.is_credit:
        found.append(_("a red letter is applied for by its confirmation form"))
    if invoice.invoice_no:
        found.append(_("it has a number already"))
    if len(invoice.number) > LONGEST["serial"]:
        found.append(_("its number is longer than the 20 characters of the serial number"))
    if not invoice.title:
        found.append(_("the invoice title is missing"))
    if len(invoice.title) > LONGEST["title"]:
        found.append(_("the invoice title is longer than 100 characters"))
    if invoice.kind == Invoice.Kind.E_SPECIAL and not invoice.tax_number:
        found.append(_("a special VAT invoice needs the buyer's taxpayer number"))
    if len(invoice.tax_number) > LONGEST["tax_number"]:
        found.append(_("the buyer's taxpayer number is longer than 20 characters"))
    bare = sorted({line.name for line in lines if line.product_id not in codes})
    if bare:
        found.append(_("no tax classification code for %(products)s") % {"products": "、".join(bare[:3])})
    return found


def differences(
    invoice: Invoice, found: EInvoice, *, own_tax_number: str, corrected: str = "", confirmation: str = ""
) -> list[str]:
    """Why an issued invoice is not this one, in words; empty where it is. Amounts are compared to the cent (REC-13).

    ``corrected`` is the number of the invoice that a credit note corrects, ``confirmation`` that of its form.
    """
    wrong = _other_company(invoice, found, own_tax_number)
    for label, ours, theirs in (
        (pgettext("e-invoice", "total"), invoice.amount, found.gross),
        (_("net amount"), invoice.net, found.net),
        (_("tax"), invoice.tax, found.tax),
    ):
        if theirs is not None and ours != theirs:
            wrong.append(_differs(label, ours, theirs))
    if found.gross is None and found.net is None:
        wrong.append(_("the file does not say its amount: use the XML, the OFD or the QR code"))
    if found.corrects and corrected and found.corrects != corrected:
        wrong.append(
            _("it corrects the invoice %(number)s, not %(ours)s") % {"number": found.corrects, "ours": corrected}
        )
    if found.confirmation and confirmation and found.confirmation != confirmation:
        wrong.append(
            _("its confirmation form is %(number)s, not %(ours)s")
            % {"number": found.confirmation, "ours": confirmation}
        )
    return wrong + found.warnings()


def _differs(label: str, ours: Decimal, theirs: Decimal) -> str:
    return _("%(what)s: applied for %(ours)s, issued %(theirs)s, a difference of %(gap)s") % {
        "what": label,
        "ours": f"{ours:,.2f}",
        "theirs": f"{theirs:,.2f}",
        "gap": f"{theirs - ours:,.2f}",
    }


def _other_company(invoice: Invoice, found: EInvoice, own: str) -> list[str]:
    wrong = []
    if not own:
        wrong.append(_("our own tax number is not entered in the company data, so the seller cannot be checked"))
    elif found.seller_tax_number and found.seller_tax_number != own:
        wrong.append(
            _("the seller's tax number %(theirs)s is not ours (%(own)s): an invoice of another company")
            % {"theirs": found.seller_tax_number, "own": own}
        )
    buyer = invoice.tax_number.upper()
    if found.buyer_tax_number and buyer and found.buyer_tax_number != buyer:
        wrong.append(
            _("the buyer's tax number %(theirs)s is not that of %(customer)s (%(ours)s)")
            % {"theirs": found.buyer_tax_number, "customer": invoice.title, "ours": buyer}
        )
    if found.tax_numbers and own and own not in found.tax_numbers:
        wrong.append(_("our tax number %(own)s does not stand on it: an invoice of another company") % {"own": own})
    elif found.tax_numbers and buyer and buyer not in found.tax_numbers:
        wrong.append(
            _("the tax number of %(customer)s (%(ours)s) does not stand on it")
            % {"customer": invoice.title, "ours": buyer}
        )
    return wrong
