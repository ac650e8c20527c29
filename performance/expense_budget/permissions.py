"""Who may do what with expense budgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may_at_all, right_of, scopes
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.expense_budget.models import ExpenseBudget
    from salesmgmt.core.models import Unit, User


@because(right_of("expense_budget", "R"))
def reads_expense_budgets(user: User) -> bool:
    return may_at_all(user, "expense_budget", "R")


@because(right_of("expense_budget", "C"))
def prepares_budgets(user: User) -> bool:
    return may_at_all(user, "expense_budget", "C")


@because(_("The expense budget of a department is prepared by its manager or by the director."))
def can_prepare_budget(user: User, department: Unit) -> bool:
    """EXP-01: the manager for his department, the director for all."""
    granted = scopes(user, "expense_budget", "C")
    if "a" in granted:
        return True
    own = user.scope_unit("g") if "g" in granted else None
    return own is not None and own.pk == department.pk


@because(_("An expense budget is edited by the manager of the department or the director, while it is a draft."))
def can_edit_budget(user: User, budget: ExpenseBudget) -> bool:
    return budget.is_editable and can_prepare_budget(user, budget.department)


@because(_("A budget in force is revised by the manager of the department or the director."))
def can_revise_budget(user: User, budget: ExpenseBudget) -> bool:
    """EXP-04"""
    return budget.status == budget.Status.APPROVED and can_prepare_budget(user, budget.department)
