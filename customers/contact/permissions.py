"""Who may do what with contacts, beyond what the file of the customer says."""

from salesmgmt.core.permissions import Role, scopes


def can_import_contacts(user):
    """Whoever keeps some customer's file."""
    return user.has_role(Role.REP, Role.MGR, Role.DIR) and bool(scopes(user, "customer", "U"))
