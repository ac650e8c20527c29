"""Who keeps the catalogue of root causes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import Role
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from salesmgmt.core.models import User

# Kept by those who classify complaints (CMP-06).
CAUSE_KEEPERS = (Role.MGR, Role.DIR, Role.QA)


@because(_("The catalogue of causes is kept by sales managers, the sales director and quality."))
def can_keep_causes(user: User) -> bool:
    return user.has_role(*CAUSE_KEEPERS)
