from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.order.states import OrderStatus
from orders.production.states import ProductionKind, ProductionStatus
from salesmgmt.core.permissions import Role, may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.order.models import Order
    from orders.production.models import Production
    from salesmgmt.core.models import User


def _has_in_hand(user: User, production: Production) -> bool:
    """Production makes (PRD-07); what is bought is also purchasing's, which has else only the needs here (ORD-08)."""
    traded = production.kind == ProductionKind.TRADED
    has_role = user.has_role(Role.PROD) or (traded and user.has_role(Role.PUR))
    return has_role and may(user, "production", "U", document=production)


@because(_("Production is started by the department it was given to."))
def can_start_production(user: User, production: Production) -> bool:
    """Traded goods are not made: they arrive (ORD-08)."""
    made = production.kind != ProductionKind.TRADED
    return made and production.can_become(ProductionStatus.IN_PRODUCTION) and _has_in_hand(user, production)


@because(_("The progress of running production is reported by the department it was given to."))
def can_report_progress(user: User, production: Production) -> bool:
    return production.status == ProductionStatus.IN_PRODUCTION and _has_in_hand(user, production)


@because(_("Rework is finished by the department it was given to."))
def can_finish_rework(user: User, production: Production) -> bool:
    return production.status == ProductionStatus.REWORK and _has_in_hand(user, production)


@because(_("Cause and new date of a delay are named by the department that produces, while it is not finished."))
def can_explain_delay(user: User, production: Production) -> bool:
    return production.status in production.RUNNING and _has_in_hand(user, production)


@because(_("A repair job is opened by production, on an order of which something was delivered."))
def can_open_repair(user: User, order: Order) -> bool:
    delivered = (OrderStatus.PARTLY_DELIVERED, OrderStatus.DELIVERED, OrderStatus.ACCEPTED, OrderStatus.CLOSED)
    return order.status in delivered and user.has_role(Role.PROD) and may(user, "production", "C", document=order)


@because(_("What the customer says is passed on by the sales representative in charge, while it is being made."))
def can_pass_on_opinion(user: User, production: Production) -> bool:
    owner = production.order.customer.owner
    return production.status in production.RUNNING and may(user, "plan_release", "C", owner=owner)


@because(_("The customer's opinion is answered by the department that produces."))
def can_answer_opinion(user: User, production: Production) -> bool:
    return _has_in_hand(user, production)


@because(right_of("production", "R"))
def reads_productions(user: User, document: object = None) -> bool:
    return may_at_all(user, "production", "R")
