"""Who may credit which invoice."""

from orders.invoice.permissions import can_edit_invoice
from orders.invoice.posting import credited


def can_credit(user, invoice):
    if not invoice.is_live or invoice.is_credit or not can_edit_invoice(user, invoice):
        return False
    return credited(invoice) < invoice.amount


def can_credit_whole(user, invoice):
    """Invoiced in error is the whole invoice: only while nothing was credited."""
    return can_credit(user, invoice) and not credited(invoice)
