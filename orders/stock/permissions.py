from salesmgmt.core.permissions import Role, may


def can_enter_stock(user, inspection):
    return (
        user.has_role(Role.WH)
        and inspection.quantity_passed > 0
        and inspection.status in ("passed", "failed", "closed")
        and may(user, "inspection", "R", document=inspection)
    )
