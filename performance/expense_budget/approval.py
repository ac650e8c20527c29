"""How expense budgets are approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.expense_budget.models import ExpenseBudget
from performance.expense_budget.permissions import can_edit_budget
from performance.expense_budget.preparing import check_budget, end_former, on_submitted
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any


def steps_for_budget(budget: ExpenseBudget, policy: Any) -> list[Step]:
    """The company approves: the general manager, never who prepared it; a revision as the first version (EXP-01, EXP-04)."""
    return [Step(1, Role.GM, _("General manager"), ExpenseBudget.Status.SUBMITTED)]


EXPENSE_BUDGET = Approval(
    model=ExpenseBudget,
    steps_for=steps_for_budget,
    approved=ExpenseBudget.Status.APPROVED,
    rejected=ExpenseBudget.Status.REJECTED,
    returned=ExpenseBudget.Status.DRAFT,
    withdrawn=ExpenseBudget.Status.DRAFT,
    can_submit=can_edit_budget,
    check_submit=check_budget,
    check_decision=end_former,
    on_submitted=on_submitted,
)
