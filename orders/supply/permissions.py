from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, sees_prices


def can_see_supply(user, document):
    """A supply check shows what the customer owes: not for departments."""
    return sees_prices(user)


def can_grant_exception(user, order):
    """The general manager alone, and not on what he entered or changed himself (SUP-04, SEC-04)."""
    return user.has_role(Role.GM) and decides_alone(user, order, Role.GM, True)
