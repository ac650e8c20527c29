from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may, may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.invoice.models import Invoice
    from salesmgmt.core.models import User


@because(_("Invoices are edited, posted, credited and cancelled by finance."))
def can_edit_invoice(user: User, invoice: Invoice) -> bool:
    return may(user, "invoice", "U", owner=invoice.responsible, document=invoice)


def can_post_invoice(user: User, invoice: Invoice) -> bool:
    return invoice.is_editable and invoice.amount != 0 and can_edit_invoice(user, invoice)


def needs_number(user: User, invoice: Invoice) -> bool:
    return invoice.is_live and not invoice.invoice_no and can_edit_invoice(user, invoice)


def has_number(user: User, invoice: Invoice) -> bool:
    return invoice.is_live and bool(invoice.invoice_no) and can_edit_invoice(user, invoice)


def can_dispute_invoice(user: User, invoice: Invoice) -> bool:
    return invoice.is_live and not invoice.is_credit and not invoice.disputed and can_edit_invoice(user, invoice)


def can_settle_dispute(user: User, invoice: Invoice) -> bool:
    return invoice.disputed and can_edit_invoice(user, invoice)


def bills(user: User) -> bool:
    return may_at_all(user, "invoice", "C")
