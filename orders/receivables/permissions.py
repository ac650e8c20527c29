from salesmgmt.core.permissions import may_at_all


def can_export_receivables(user):
    """REC-07, SEC-07: the export permission on invoices and receivables."""
    return may_at_all(user, "invoice", "E")
