from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from salesmgmt.core.models import User


@because(_("Known payers are kept by finance."))
def can_keep_payers(user: User) -> bool:
    return may_at_all(user, "known_payer", "U")
