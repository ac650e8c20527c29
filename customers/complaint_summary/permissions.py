"""Who takes the monthly summary of complaints out of the system."""

from customers.complaint.permissions import can_read_summary
from salesmgmt.core.permissions import may_at_all


def can_export_summary(user):
    """The workbook names customers: for those who may take complaints out of the system (CUS-04, SEC-07)."""
    return can_read_summary(user) and may_at_all(user, "complaint", "E")
