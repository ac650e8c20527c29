"""Which status an invoice has, from its figures alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.invoice.models import Invoice
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from orders.invoice.states import InvoiceStatus


S = Invoice.Status


def status_of(
    *,
    amount: Decimal,
    open_amount: Decimal,
    due_date: dt.date,
    day: dt.date,
    by_credit: bool = False,
    written_off: bool = False,
) -> InvoiceStatus:
    """The status of a posted document: the figures decide, no hand does.

    ``by_credit``: what closed it was a credit note ("any --credit note = balance--> credited"); ``written_off``: it was
    given up as bad debt (REC-04).
    """
    if amount < ZERO:
        return S.APPLIED if open_amount == ZERO else S.POSTED
    if open_amount == ZERO and written_off:
        return S.WRITTEN_OFF
    if open_amount == ZERO:
        return S.CREDITED if by_credit else S.PAID
    if open_amount < amount:
        return S.PARTLY_PAID
    return S.OVERDUE if due_date < day else S.POSTED
