from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may, may_at_all
from salesmgmt.core.refusal import because


@because(_("Invoices are drawn up by finance."))
def can_bill(user):
    """REC-13: finance draws up, posts, credits and cancels invoices."""
    return may_at_all(user, "invoice", "C")


@because(_("Invoices are edited, posted, credited and cancelled by finance."))
def can_edit_invoice(user, invoice):
    return may(user, "invoice", "U", owner=invoice.responsible, document=invoice)
