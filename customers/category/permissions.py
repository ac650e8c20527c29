from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import Role, may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from salesmgmt.core.models import User


@because(_("Product categories are kept by the sales management and the administrator."))
def can_keep_categories(user: User) -> bool:
    """Company data like the settings: the administrator, and who keeps products (roles.md, price)."""
    return may(user, "settings", "U") or user.has_role(Role.MGR, Role.DIR)
