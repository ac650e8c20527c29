from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because


@because(_("Invoices are edited, posted, credited and cancelled by finance."))
def can_edit_invoice(user, invoice):
    return may(user, "invoice", "U", owner=invoice.responsible, document=invoice)
