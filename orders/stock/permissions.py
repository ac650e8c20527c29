from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.inspection.states import InspectionStatus
from orders.plan.permissions import can_edit_plan
from orders.production.states import ProductionKind
from salesmgmt.core.permissions import Role, may, may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from typing import Any

    from orders.inspection.models import Inspection
    from orders.plan.models import PlanRelease
    from salesmgmt.core.models import User


@because(_("Inspected goods that passed are entered into stock by the warehouse."))
def can_enter_stock(user: User, inspection: Inspection) -> bool:
    return (
        user.has_role(Role.WH)
        and inspection.production.kind != ProductionKind.REPAIR  # the customer's own goods go back to him
        and inspection.quantity_passed > 0
        and inspection.status in (InspectionStatus.PASSED, InspectionStatus.FAILED, InspectionStatus.CLOSED)
        and may(user, "inspection", "R", document=inspection)
    )


@because(_("A plan takes goods from stock while it is a draft, by the sales representative in charge of it."))
def can_take_from_stock(user: User, plan: PlanRelease) -> bool:
    return bool(can_edit_plan(user, plan))


def reads_stock(user: User, document: Any = None) -> bool:
    return may_at_all(user, "stock", "R")


def reads_movements(user: User, document: Any = None) -> bool:
    return may_at_all(user, "stock_movement", "R")
