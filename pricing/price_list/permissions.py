from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from pricing.price_list.models import PriceList
    from salesmgmt.core.models import User


@because(_("A price list is edited by the sales management, while it is a draft."))
def can_edit_price_list(user: User, price_list: PriceList):
    return may_at_all(user, "price", "U") and price_list.is_editable


def can_submit_price_list(user: User, price_list) -> bool:
    return can_edit_price_list(user, price_list)


@because(_("A price list is taken back by the sales management."))
def can_recall_price_list(user: User, price_list) -> bool:
    return may_at_all(user, "price", "U")
