from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.inspection.states import InspectionStatus
from orders.production.states import ProductionKind
from salesmgmt.core.permissions import Role, may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from orders.inspection.models import Inspection
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
