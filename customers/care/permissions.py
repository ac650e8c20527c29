from salesmgmt.core.permissions import may, scopes


def can_greet(user, care):
    """The responsible rep (REL-01)."""
    return may(user, "follow_up", "U", owner=care.customer.owner)


def can_edit_festivals(user):
    return bool(scopes(user, "festival", "U"))
