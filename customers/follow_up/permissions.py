from salesmgmt.core.permissions import may


def can_log_follow_up(user, customer):
    """The responsible rep (VIS-06)."""
    return may(user, "follow_up", "C", owner=customer.owner)
