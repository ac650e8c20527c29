"""How sales plans are approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.plan.models import SalesPlan
from performance.plan.permissions import can_submit_plan
from performance.plan.planning import check_plan
from performance.plan.tree import lines_of
from salesmgmt.core import audit
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.domain.approvals.snapshot import IGNORED
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any


def steps_for_plan(plan: SalesPlan, policy: Any) -> list[Step]:
    """The general manager approves what the director plans for the company (PLN-01)."""
    return [Step(1, Role.GM, _("General manager"), SalesPlan.Status.SUBMITTED)]


def snapshot_of_plan(plan: SalesPlan) -> dict:
    """What was submitted: the texts, and each line by its code with its months."""
    lines = {line.code: {"months": " / ".join(map(str, line.months))} for line in lines_of(plan)}
    return {"fields": audit.field_values(plan, exclude=IGNORED), "lines": lines}


SALES_PLAN = Approval(
    model=SalesPlan,
    steps_for=steps_for_plan,
    approved=SalesPlan.Status.APPROVED,
    rejected=SalesPlan.Status.REJECTED,
    returned=SalesPlan.Status.DRAFT,
    withdrawn=SalesPlan.Status.DRAFT,
    can_submit=can_submit_plan,
    check_submit=check_plan,
    snapshot=snapshot_of_plan,
    title=lambda plan: str(_("Sales plan of %(year)d")) % {"year": plan.year},
    amount=lambda plan: plan.company_target,
)
