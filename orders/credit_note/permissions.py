"""Who may credit which invoice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.invoice.permissions import can_edit_invoice
from orders.invoice.posting import credited

if TYPE_CHECKING:
    from orders.invoice.models import Invoice
    from salesmgmt.core.models import User


def can_credit(user: User, invoice: Invoice) -> bool:
    if not invoice.is_live or invoice.is_credit or not can_edit_invoice(user, invoice):
        return False
    return credited(invoice) < invoice.amount


def can_credit_whole(user: User, invoice: Invoice) -> bool:
    """Invoiced in error is the whole invoice: only while nothing was credited."""
    return can_credit(user, invoice) and not credited(invoice)
