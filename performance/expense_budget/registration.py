"""What expense budgets tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from performance.expense_budget.approval import EXPENSE_BUDGET
from performance.expense_budget.clock import open_budget_drafts
from performance.expense_budget.exports import build_budget
from performance.expense_budget.imports import EXPENSE_BUDGETS
from performance.expense_budget.models import ExpenseBudget
from performance.expense_budget.permissions import can_edit_budget, reads_expense_budgets
from performance.expense_budget.preparing import DRAFTED
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.domain.exports import register_export
from salesmgmt.core.domain.imports import register_import


def register():
    approvals.register(EXPENSE_BUDGET)
    register_draft(ExpenseBudget, can_edit_budget)
    registry.register_document(
        ExpenseBudget,
        "EXB",
        _("Expense budget"),
        _("Expense budgets"),
        "wallet",
        "expense-budget-list",
        search=False,
    )
    registry.register_menu("money", _("Expense budgets"), "expense-budget-list", "wallet", reads_expense_budgets, 82)
    register_import(EXPENSE_BUDGETS)
    register_export("expense-budget", _("Expense budget"), build_budget, reads_expense_budgets)
    registry.register_task_kind(
        DRAFTED,
        _("Expense budget to be prepared"),
        "wallet",
        by_hand=False,
        how=_("Submit the budget: the to-do closes itself."),
    )
    registry.register_periodic(
        "expense-budget-drafts",
        _("Drafts of the expense budgets"),
        "20 0 1 1 *",
        open_budget_drafts,
        "EXP-01",
        every_slot=True,
    )
