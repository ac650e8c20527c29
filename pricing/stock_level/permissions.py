from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


@because(_("Stock is stated by the production and operations department or the warehouse."))
def can_state_stock(user: User, level: Any = None) -> bool:
    return may_at_all(user, "stock_level", "U")


def can_read_stock(user: User, product: Any = None) -> bool:
    return may_at_all(user, "stock_level", "R")
