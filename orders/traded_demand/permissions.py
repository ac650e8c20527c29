from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may, sees_prices
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.traded_demand.models import TradedDemand
    from salesmgmt.core.models import User


@because(_("Traded goods are pressed for by the sales representative in charge, the planner and purchasing."))
def can_follow_traded(user: User, demand: TradedDemand) -> bool:
    """Until they have arrived (ORD-08)."""
    owner = demand.order.customer.owner
    return demand.status not in demand.ENDED and may(user, "traded_demand", "U", owner=owner, document=demand)


@because(_("The price of traded goods is entered by sales; departments see no prices."))
def can_price_traded(user: User, demand: TradedDemand) -> bool:
    return sees_prices(user) and can_follow_traded(user, demand)
