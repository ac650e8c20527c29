from salesmgmt.core.permissions import may_at_all, right_of
from salesmgmt.core.refusal import because


@because(right_of("invoice", "R"))
def can_see_receivables(user):
    return may_at_all(user, "invoice", "R")
