"""What an e-invoice says of a voucher: number, day and amount, read from its file or the text of its QR code (EXP-05)."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.e_invoice.reading import EInvoice, read_code, read_file
from performance.expense_claim.rules import voucher_key
from salesmgmt.core.domain.company import company
from salesmgmt.core.exceptions import BusinessError

if TYPE_CHECKING:
    from typing import Any

# These are e-invoices or nothing; a PDF may as well be a scan, and a photo is no data.
DATA_FILES = (".xml", ".ofd")


def read_voucher(file: Any, code: str) -> EInvoice | None:
    """The e-invoice of a voucher, or None where photo or scan say nothing; both given must be of one invoice.

    BusinessError: the file is no e-invoice, or damaged; it is red; its buyer is another company.
    """
    found = None
    ending = PurePath(getattr(file, "name", "") or "").suffix.lower()
    if ending in DATA_FILES:
        found = read_file(file)
    elif ending == ".pdf":
        try:
            found = read_file(file)
        except BusinessError:
            file.seek(0)
    if code:
        scanned = read_code(code)
        if found is not None and scanned.number != found.number:
            raise BusinessError(
                _("The QR code is of invoice %(code)s, the file of %(file)s.")
                % {"code": scanned.number, "file": found.number}
            )
        found = found or scanned
    if found is not None:
        _refuse_foreign(found)
    return found


def _refuse_foreign(found: EInvoice) -> None:
    if found.is_red:
        raise BusinessError(_("%(number)s is a red invoice: it takes back another one.") % {"number": found.number})
    own = company().credit_code.upper()
    others = found.tax_numbers and own not in found.tax_numbers
    if own and (others or found.buyer_tax_number not in ("", own)):
        raise BusinessError(
            _("%(number)s was not issued to us: its buyer is %(buyer)s.")
            % {"number": found.number, "buyer": found.buyer or found.buyer_tax_number or _("another company")}
        )


def filled_in(values: dict, found: EInvoice) -> tuple[dict, dict]:
    """``(values, {field: reason})``: what the invoice says stands in empty fields; what was typed must not contradict it.

    Number and day are the invoice's. Less than its amount may be claimed, not more.
    """
    typed = voucher_key(values.get("voucher_number") or "")
    number = found.code + found.number
    problems = {}
    if typed and typed not in (voucher_key(number), voucher_key(found.number)):
        problems["voucher_number"] = _("The invoice bears the number %(number)s.") % {"number": found.number}
    # Of older kinds the QR code says the net alone; the amount is then typed.
    amount = values.get("amount")
    if found.gross is not None and amount is not None and amount > found.gross:
        problems["amount"] = _("The invoice is over %(amount)s.") % {"amount": f"{found.gross:,.2f}"}
    filled = {
        **values,
        "voucher_number": number,
        "date": found.issued_on or values.get("date"),
        "amount": found.gross if amount is None else amount,
    }
    return filled, problems
