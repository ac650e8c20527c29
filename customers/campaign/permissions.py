from salesmgmt.core.permissions import may, scopes


def can_edit_campaign(user, campaign=None):
    return bool(scopes(user, "campaign", "U"))


def can_submit_campaign(user, campaign):
    return campaign.is_editable and can_edit_campaign(user)


def can_invite(user, customer):
    """Whoever organises campaigns, anybody; a rep the customers in his charge (REL-02)."""
    return bool(scopes(user, "campaign", "U")) or may(user, "customer", "U", owner=customer.owner)


def can_invite_somebody(user, campaign):
    return bool(scopes(user, "campaign", "U") or scopes(user, "customer", "U"))
