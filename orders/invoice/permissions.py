from salesmgmt.core.permissions import may, may_at_all


def can_bill(user):
    """REC-13: finance draws up, posts, credits and cancels invoices."""
    return may_at_all(user, "invoice", "C")


def can_edit_invoice(user, invoice):
    return may(user, "invoice", "U", owner=invoice.responsible, document=invoice)
