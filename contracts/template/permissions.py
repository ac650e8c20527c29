from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import Role
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from salesmgmt.core.models import User

# Who keeps the company's model contracts. No source names him; legality is the legal department's task.
TEMPLATE_KEEPERS = (Role.LEG,)


@because(_("Contract templates are kept by legal."))
def can_keep_templates(user: User) -> bool:
    return user.is_active and user.has_role(*TEMPLATE_KEEPERS)
