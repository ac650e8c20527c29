"""Who reads and changes the evaluation scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import Role, may, right_of, scopes
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from salesmgmt.core.models import User


@because(right_of("evaluation", "R"))
def can_read_scheme(user: User) -> bool:
    """Everybody in sales, and who reads evaluations."""
    return bool(scopes(user, "evaluation", "R")) or can_change_scheme(user)


@because(_("The evaluation scheme is kept by the sales director and the administrator."))
def can_change_scheme(user: User) -> bool:
    """The scheme is company data like the settings: administrator, and the director of sales (RAT-09)."""
    return may(user, "settings", "U") or user.has_role(Role.DIR)
