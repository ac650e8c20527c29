"""Who takes the monthly summary of complaints out of the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.complaint.permissions import can_read_summary
from salesmgmt.core.permissions import may_at_all

if TYPE_CHECKING:
    from salesmgmt.core.models import User


def can_export_summary(user: User) -> bool:
    """The workbook names customers: for those who may take complaints out of the system (CUS-04, SEC-07)."""
    return can_read_summary(user) and may_at_all(user, "complaint", "E")
