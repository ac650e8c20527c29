from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may, may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from pricing.competitor.models import CompetitorPrice
    from salesmgmt.core.models import User


@because(_("Competitors' prices are entered by the sales department."))
def can_enter_competitor_price(user: User) -> bool:
    return may_at_all(user, "competitor_price", "C")


@because(_("A competitor's price is corrected by whoever entered it, or the sales management."))
def can_edit_competitor_price(user: User, row: CompetitorPrice) -> bool:
    return may(user, "competitor_price", "U", owner=row.created_by)
