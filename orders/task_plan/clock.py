from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from orders.intake_plan.models import IntakePlan
from orders.intake_plan.months import month_of
from salesmgmt.core.calendar import day_of
from salesmgmt.core.domain.notices import notify_roles
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    import datetime as dt


def bring_intake(moment: dt.datetime) -> int:
    """J19 task_plan: on the first the intake plans of the month go to the planner, once (PRD-05)."""
    if not policy().task_plans_used:
        return 0
    month = month_of(day_of(moment))
    reported = IntakePlan.objects.filter(month=month, status=IntakePlan.Status.REPORTED)
    found = reported.aggregate(plans=Count("pk", distinct=True), lines=Count("lines"))
    if not found["plans"]:
        return 0
    figures = {"month": f"{month:%Y-%m}", **found}
    told = notify_roles(
        [Role.PLN],
        lambda: _("Intake of %(month)s to consolidate: %(plans)s plans, %(lines)s lines") % figures,
        url=f"{reverse('intake-month')}?month={month.isoformat()}",
        key=f"task-plan-{month.isoformat()}",
    )
    return len(told)
