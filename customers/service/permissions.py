from salesmgmt.core.permissions import Role, may, scopes


def can_keep_commitment(user, customer):
    return may(user, "ticket", "U", owner=customer.owner)


def can_keep_commitments(user):
    return bool(scopes(user, "ticket", "U") & set("otga"))


def can_keep_teams(user):
    """The service centre and the sales management."""
    return user.has_role(Role.SVC, Role.MGR, Role.DIR)
