"""F-33, its first half: the expense budget (费用预算表)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.expense_budget.preparing import amounts_of, by_category, used_of
from performance.expense_budget.states import MONTHS, ExpenseCategory
from salesmgmt.core.domain import approvals
from salesmgmt.core.money import ZERO, rmb_in_words
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from performance.expense_budget.models import ExpenseBudget

TEMPLATE = "performance/expense_budget/paper.html"


@pdf.in_chinese
def budget_pdf(budget: ExpenseBudget) -> bytes:
    """Year, category, amount by month, used."""
    return pdf.render(TEMPLATE, paper_context(budget))


def paper_context(budget: ExpenseBudget) -> dict:
    amounts, sums, used = amounts_of(budget), by_category(budget), used_of(budget)
    round_ = approvals.last_round(budget)
    decided = [step for step in round_.steps.all() if step.is_decided] if round_ else []
    named = [category for category in ExpenseCategory if category in sums]
    return {
        "paper": "A4 landscape",
        "budget": budget,
        "number": budget.number,
        "date": budget.created_at,
        "draft": budget.status not in (budget.Status.APPROVED, budget.Status.SUPERSEDED),
        "months": list(MONTHS),
        "rows": [
            (
                category.label,
                [amounts.get((category, month)) for month in MONTHS],
                sums[category],
                used.get(category, ZERO),
            )
            for category in named
        ],
        "by_month": [sum((amounts.get((category, month), ZERO) for category in named), ZERO) for month in MONTHS],
        "used": sum(used.values(), ZERO),
        "words": rmb_in_words(budget.amount),
        "signatures": [
            (
                "编制",
                round_.applicant if round_ else budget.created_by,
                round_.opened_at if round_ else budget.created_at,
            ),
            *[("批准", step.decided_by, step.decided_at) for step in decided[-1:]],
        ],
    }
