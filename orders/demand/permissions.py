from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.demand.states import DemandNoticeStatus
from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from orders.demand.models import DemandNotice
    from salesmgmt.core.models import User


@because(_("A demand notice is written by the sales representative in charge of the customer."))
def can_create_demand(user: User, customer: Customer) -> bool:
    return may(user, "demand", "C", owner=customer.owner)


@because(_("A demand notice is edited by the sales representative in charge of it."))
def can_edit_demand(user: User, demand: DemandNotice) -> bool:
    return may(user, "demand", "U", owner=demand.responsible, document=demand)


def can_submit_demand(user: User, demand: DemandNotice) -> bool:
    return can_edit_demand(user, demand)


@because(_("Demand notices are decided by the head of sales and the general manager."))
def can_decide_demand(user: User, demand: DemandNotice) -> bool:
    """The head of sales and the general manager (ORD-04, SUP-04)."""
    return may(user, "demand", "A", owner=demand.responsible, document=demand)


def can_check_again(user: User, demand: DemandNotice) -> bool:
    return demand.status in (DemandNoticeStatus.HEAD_REVIEW, DemandNoticeStatus.GM_EXCEPTION) and can_decide_demand(
        user, demand
    )
