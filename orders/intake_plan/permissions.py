from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from orders.intake_plan.models import IntakePlan
    from salesmgmt.core.models import User


@because(_("An order-intake plan is reported by the sales representative in charge of the customer."))
def can_report_intake(user: User, customer: Customer) -> bool:
    return may(user, "intake_plan", "C", owner=customer.owner)


@because(_("An order-intake plan is edited by its sales representative, until the planner consolidates it."))
def can_edit_intake(user: User, plan: IntakePlan) -> bool:
    return plan.is_editable and may(user, "intake_plan", "U", owner=plan.customer.owner)
