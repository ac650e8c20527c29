from salesmgmt.core.permissions import may


def can_offset_credit(user, credit):
    """REC-13: whoever allocates money sets a red letter against invoices."""
    return may(user, "payment", "A", owner=credit.responsible)
