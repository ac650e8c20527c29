"""What invoices, payments and accounts register with core."""

from django.utils.translation import gettext_lazy as _

from orders.imports_money import OPENING_BALANCES
from orders.models import Invoice, Payment, Statement
from salesmgmt.core import registry
from salesmgmt.core.domain.imports import register_import


def register_money():
    """Called once from OrdersConfig.ready()."""
    registry.register_document(Invoice, "INV", _("Invoice"), _("Invoices"), "file-invoice", "invoice-list")
    registry.register_document(Payment, "PAY", _("Payment"), _("Payments"), "cash", "payment-list")
    registry.register_document(
        Statement, "STM", _("Statement of account"), _("Statements of account"), "file-analytics", "statement-list"
    )
    register_import(OPENING_BALANCES)
