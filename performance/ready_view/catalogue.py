"""The ready views by their codes, in the order in which they are offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.ready_view.course import NEW_AND_OLD, SEASONS
from performance.ready_view.funnel import FUNNEL
from performance.ready_view.market import CAMPAIGNS, LOST
from performance.ready_view.movement import MOVEMENTS
from performance.ready_view.price import QUOTES, REALISED
from performance.ready_view.profit import CUSTOMER_MARGINS, PRODUCT_MARGINS
from performance.ready_view.sales import ABC_CUSTOMERS, ABC_PRODUCTS, BY_PROVINCE, COHORTS
from performance.ready_view.supply import SUPPLY

if TYPE_CHECKING:
    from performance.ready_view.shape import ReadyView
    from salesmgmt.core.models import User

VIEWS: dict[str, ReadyView] = {
    view.code: view
    for view in (
        MOVEMENTS,
        ABC_CUSTOMERS,
        ABC_PRODUCTS,
        CUSTOMER_MARGINS,
        PRODUCT_MARGINS,
        NEW_AND_OLD,
        SEASONS,
        BY_PROVINCE,
        COHORTS,
        FUNNEL,
        CAMPAIGNS,
        LOST,
        QUOTES,
        REALISED,
        SUPPLY,
    )
}


def views_for(user: User) -> list[ReadyView]:
    return [view for view in VIEWS.values() if view.may(user)]
