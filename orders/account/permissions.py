from salesmgmt.core.permissions import may_at_all


def can_see_receivables(user):
    return may_at_all(user, "invoice", "R")
