"""Who bills deliveries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from salesmgmt.core.models import User


@because(_("Invoices are drawn up by finance."))
def can_bill(user: User) -> bool:
    """REC-13: finance draws up, posts, credits and cancels invoices."""
    return may_at_all(user, "invoice", "C")
