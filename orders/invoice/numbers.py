"""The number the tax office gave an invoice: checked by its kind, one number one live invoice."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from orders.invoice.models import DIGITAL_NUMBER, Invoice
from salesmgmt.core.exceptions import BusinessError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from orders.invoice.states import InvoiceKind

Kind = Invoice.Kind
# 数电票: twenty digits and no code. Older kinds: eight digits, with the code of ten or twelve digits beside them.
DIGITAL = (Kind.E_SPECIAL, Kind.E_NORMAL)
OLDER = (Kind.VAT_SPECIAL, Kind.VAT_NORMAL)
OLDER_NUMBER = r"^[0-9]{8}$"
OLDER_CODE = r"^([0-9]{10}|[0-9]{12})$"


def cleaned(text: str | None) -> str:
    """As it is stored: half-width, without the blanks that papers group digits by."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))


def number_problems(kind: InvoiceKind | str, number: str, code: str = "") -> dict:
    """``{field: reason}`` of what is wrong with a number of this kind; empty where it is right or not there yet (REC-13)."""
    if kind in DIGITAL:
        if code:
            return {"invoice_code": _("A digital invoice has no invoice code.")}
        if number and not re.match(DIGITAL_NUMBER, number):
            return {
                "invoice_no": _("The number of a digital invoice has exactly 20 digits; this has %(n)d characters.")
                % {"n": len(number)}
            }
    if kind in OLDER and (number or code):
        problems = {}
        if not re.match(OLDER_NUMBER, number):
            problems["invoice_no"] = _("The number of a VAT invoice of the older kind has exactly 8 digits.")
        if not re.match(OLDER_CODE, code):
            problems["invoice_code"] = _("The code of a VAT invoice of the older kind has 10 or 12 digits.")
        return problems
    if kind == Kind.RECEIPT and code:
        return {"invoice_code": _("A receipt has no invoice code.")}
    return {}


def taken_by(number: str, code: str = "", besides: int | None = None) -> Any:
    """The live invoice that bears this number, or None."""
    if not number:
        return None
    rows = Invoice.objects.filter(invoice_no=number, invoice_code=code).exclude(status=Invoice.Status.CANCELLED)
    if not re.match(DIGITAL_NUMBER, number):  # the old books' own references are no numbers of the tax office
        rows = rows.exclude(source=Invoice.Source.OPENING)
    return rows.exclude(pk=besides).select_related("customer").first()


def checked_number(kind: InvoiceKind | str, number: str | None, code: str = "", besides: int | None = None) -> tuple:
    """``(number, code)`` as they are stored, or BusinessError: wrong for the kind, or on another live invoice."""
    number, code = cleaned(number), cleaned(code)
    problems = number_problems(kind, number, code)
    if problems:
        raise BusinessError(" ".join(problems.values()))
    other = taken_by(number, code, besides)
    if other is not None:
        raise BusinessError(already_taken(number, other))
    return number, code


def already_taken(number: str, other: Invoice) -> str:
    return _("The number %(number)s stands on %(invoice)s of %(customer)s already.") % {
        "number": number,
        "invoice": other,
        "customer": other.customer,
    }


def writing_number(write: Callable, number: str) -> Any:
    """Run ``write``; the loser of two people who enter one number at the same moment hears it in words."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        if "invoice_number_once" not in str(error):
            raise
        raise BusinessError(
            _("The number %(number)s was entered on another invoice a moment ago.") % {"number": number}
        ) from error
