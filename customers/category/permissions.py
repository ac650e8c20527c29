from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import Role, may
from salesmgmt.core.refusal import because


@because(_("Product categories are kept by the sales management and the administrator."))
def can_keep_categories(user):
    """Company data like the settings: the administrator, and who keeps products (roles.md, price)."""
    return may(user, "settings", "U") or user.has_role(Role.MGR, Role.DIR)
