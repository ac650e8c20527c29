from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


@because(
    _("A supply exception is granted by the general manager alone, and not for what he entered or changed himself.")
)
def can_grant_exception(user: User, order: Any) -> bool:
    """The general manager alone, and not on what he entered or changed himself (SUP-04, SEC-04)."""
    return user.has_role(Role.GM) and decides_alone(user, order, Role.GM, True)
