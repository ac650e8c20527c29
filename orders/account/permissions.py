from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.permissions import may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from salesmgmt.core.models import User


@because(right_of("invoice", "R"))
def can_see_receivables(user: User) -> bool:
    return may_at_all(user, "invoice", "R")
