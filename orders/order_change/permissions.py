from salesmgmt.core.permissions import may


def can_edit_change(user, change):
    return may(user, "order_change", "U", owner=change.responsible, document=change)


def can_carry_out_change(user, change):
    """Sales passes an approved change on: the representative, or the manager who decided (CHG-05)."""
    return can_edit_change(user, change) or may(user, "order_change", "A", owner=change.responsible, document=change)
