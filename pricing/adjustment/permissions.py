from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may, may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from pricing.adjustment.models import PriceAdjustment
    from salesmgmt.core.models import User


@because(_("Price adjustments are proposed by the sales department."))
def can_propose(user: User) -> bool:
    return may_at_all(user, "price_adjustment", "C")


@because(_("A price adjustment is edited by whoever proposed it or the sales management, before it is decided."))
def can_edit_adjustment(user: User, adjustment: PriceAdjustment) -> bool:
    return may(user, "price_adjustment", "U", owner=adjustment.responsible, document=adjustment)


@because(_("A price adjustment is recalled by those who decide on prices."))
def can_recall_adjustment(user: User, adjustment: PriceAdjustment) -> bool:
    return may_at_all(user, "price_adjustment", "A")


@because(_("A price adjustment is closed by whoever proposed it or the sales management."))
def can_close_adjustment(user: User, adjustment: PriceAdjustment) -> bool:
    return can_edit_adjustment(user, adjustment)
