from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


@because(_("Products and price rules are kept by the sales management."))
def can_edit_product(user: User, product: Any = None) -> bool:
    return may_at_all(user, "price", "U")


def can_read_prices(user: User) -> bool:
    return may_at_all(user, "price", "R")
