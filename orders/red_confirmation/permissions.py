from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.invoice.permissions import can_edit_invoice
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.invoice.models import Invoice
    from salesmgmt.core.models import User


@because(_("The confirmation form of a red letter without a number is recorded by finance."))
def can_record_form(user: User, credit: Invoice) -> bool:
    """A red letter of a digital invoice that has no number yet: whoever edits invoices."""
    is_digital = credit.kind in (credit.Kind.E_SPECIAL, credit.Kind.E_NORMAL)
    is_waiting = not credit.invoice_no and credit.status != credit.Status.CANCELLED
    return credit.is_credit and is_digital and is_waiting and can_edit_invoice(user, credit)
