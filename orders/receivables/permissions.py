from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.permissions import may_at_all

if TYPE_CHECKING:
    from salesmgmt.core.models import User


def can_export_receivables(user: User) -> bool:
    """REC-07, SEC-07: the export permission on invoices and receivables."""
    return may_at_all(user, "invoice", "E")
