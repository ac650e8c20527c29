from django.utils.translation import gettext_lazy as _

from salesmgmt.core.domain.first_day import is_being_prepared
from salesmgmt.core.permissions import Role
from salesmgmt.core.refusal import because


@because(_("Open orders are brought in before the go-live by the sales director or the administrator."))
def can_bring_in_orders(user):
    """Before the go-live alone: afterwards every order is confirmed by the sales manager (ORD-03)."""
    return user.has_role(Role.DIR) and is_being_prepared()
