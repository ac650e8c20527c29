"""Which status an invoice has, from its figures alone."""

from orders.invoice.models import Invoice
from salesmgmt.core.money import ZERO

S = Invoice.Status


def status_of(*, amount, open_amount, due_date, day, by_credit: bool = False):
    """The status of a posted document: the figures decide, no hand does.

    ``by_credit``: what closed it was a credit note ("any --credit note = balance--> credited").
    """
    if amount < ZERO:
        return S.APPLIED if open_amount == ZERO else S.POSTED
    if open_amount == ZERO:
        return S.CREDITED if by_credit else S.PAID
    if open_amount < amount:
        return S.PARTLY_PAID
    return S.OVERDUE if due_date < day else S.POSTED
