from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because


@because(_("Credit notes are set against invoices by finance."))
def can_offset_credit(user, credit):
    """REC-13: whoever allocates money sets a red letter against invoices."""
    return may(user, "payment", "A", owner=credit.responsible)
