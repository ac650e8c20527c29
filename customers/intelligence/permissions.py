from salesmgmt.core.permissions import Role, may, may_at_all


def can_report_intelligence(user):
    return may_at_all(user, "intelligence", "C")


def can_edit_intelligence(user, item):
    """The reporter, until his manager has read it."""
    return item.is_editable and item.created_by_id == user.pk


def can_use_intelligence(user, item):
    """The manager of the reporter, or the director (RSH-02)."""
    return (
        user.has_role(Role.MGR, Role.DIR)
        and item.created_by_id != user.pk
        and may(user, "intelligence", "U", owner=item.created_by)
    )


def reads_intelligence_of_others(user):
    return user.has_role(Role.MGR, Role.DIR) and may_at_all(user, "intelligence", "U")
