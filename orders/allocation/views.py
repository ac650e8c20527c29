"""What the page of an invoice shows of its allocations."""

from orders.allocation.credit_offset import offset_proposal
from orders.allocation.permissions import has_free_credit
from orders.allocation.tables import AllocationTable


def allocations_of(invoice, *, user):
    """For the page of an invoice: what was set against it, of a credit note against what it was set, with a proposal."""
    rows = (invoice.given_allocations if invoice.is_credit else invoice.allocations).select_related(
        "payment", "credit", "doubtful", "refund", "invoice", "created_by"
    )
    hidden = ("origin",) if invoice.is_credit else ("invoice",)
    return {
        "allocations": AllocationTable(list(rows), user=user, exclude=hidden),
        "proposal": offset_proposal(invoice) if has_free_credit(user, invoice) else [],
        "shows_proposal": has_free_credit(user, invoice),
        "left": -invoice.open_amount,
    }
