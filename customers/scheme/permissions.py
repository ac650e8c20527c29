"""Who reads and changes the evaluation scheme."""

from salesmgmt.core.permissions import Role, may, scopes


def can_read_scheme(user):
    """Everybody in sales, and who reads evaluations."""
    return bool(scopes(user, "evaluation", "R")) or can_change_scheme(user)


def can_change_scheme(user):
    """The scheme is company data like the settings: administrator, and the director of sales (RAT-09)."""
    return may(user, "settings", "U") or user.has_role(Role.DIR)
