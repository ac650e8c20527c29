"""What the page of an invoice shows of its allocations."""

from orders.allocation.credit_offset import offset_proposal
from orders.allocation.permissions import can_offset_credit
from orders.allocation.tables import AllocationTable


def is_left(user, credit):
    """Something of a posted credit note is free."""
    return credit.is_credit and credit.is_live and credit.open_amount < 0 and can_offset_credit(user, credit)


def has_offset_proposal(user, credit):
    return is_left(user, credit) and bool(offset_proposal(credit))


def has_bills_to_offset(user, credit):
    return is_left(user, credit) and credit.customer.invoices.bills_open().exists()


def has_offsets(user, credit):
    return credit.is_credit and credit.is_live and credit.settled != 0 and can_offset_credit(user, credit)


def allocations_of(invoice, *, user):
    """For the page of an invoice: what was set against it, of a credit note against what it was set, with a proposal."""
    rows = (invoice.given_allocations if invoice.is_credit else invoice.allocations).select_related(
        "payment", "credit", "invoice", "created_by"
    )
    hidden = ("origin",) if invoice.is_credit else ("invoice",)
    return {
        "allocations": AllocationTable(list(rows), user=user, exclude=hidden),
        "proposal": offset_proposal(invoice) if is_left(user, invoice) else [],
        "shows_proposal": is_left(user, invoice),
        "left": -invoice.open_amount,
    }
