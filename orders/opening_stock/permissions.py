from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


@because(_("Opening stock is stated by the warehouse or the production and operations department."))
def can_state_opening(user: User, document: Any = None) -> bool:
    return may_at_all(user, "opening_stock", "C")


def reads_openings(user: User, document: Any = None) -> bool:
    return may_at_all(user, "opening_stock", "R")
