from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.invoice.models import Invoice
    from salesmgmt.core.models import User


@because(_("Credit notes are set against invoices by finance."))
def can_offset_credit(user: User, credit: Invoice) -> bool:
    """REC-13: whoever allocates money sets a red letter against invoices."""
    return may(user, "payment", "A", owner=credit.responsible)


def has_free_credit(user: User, credit: Invoice) -> bool:
    """Something of a posted credit note is free."""
    return credit.is_credit and credit.is_live and credit.open_amount < 0 and can_offset_credit(user, credit)


def has_bills_to_offset(user: User, credit: Invoice) -> bool:
    return has_free_credit(user, credit) and credit.customer.invoices.bills_open().exists()


def has_offsets(user: User, credit: Invoice) -> bool:
    return credit.is_credit and credit.is_live and credit.settled != 0 and can_offset_credit(user, credit)
