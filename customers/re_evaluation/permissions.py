"""Who may take part in the review of a quarter."""

from salesmgmt.core.permissions import may_at_all


def evaluates(user):
    return may_at_all(user, "evaluation", "C")
