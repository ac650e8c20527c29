"""Who takes over opening balances."""

from salesmgmt.core.permissions import may_at_all


def can_import_opening(user):
    """Opening balances are finance's: whoever may draw up invoices."""
    return may_at_all(user, "invoice", "C")
