"""The demo company's expense budgets in every state, with a revision."""

from decimal import Decimal

from performance.expense_budget.models import ExpenseBudget
from performance.expense_budget.preparing import amounts_of, create_budget, revise_budget, submit_budget, update_budget
from performance.expense_budget.states import MONTHS
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import discard

# category: yuan a month
SOUTHWEST = {"travel": 18000, "entertainment": 12000, "promotion": 45000, "other": 4000}
EAST = {"travel": 14000, "entertainment": 9000, "promotion": 20000, "other": 3000}


def build(company):
    """Southwest: last year's, this year's and its approved revision, next year's in approval. East: this year's, a
    rejected one and a draft for the next; one thrown away."""
    year, manager, other = today().year, company.manager, company.manager2
    southwest, east = company.units["SW"], company.units["EC"]
    _approved(company, manager, southwest, year - 1, SOUTHWEST, "0.9")
    first = _approved(company, manager, southwest, year, SOUTHWEST, "1")
    again = revise_budget(first.pk, manager, "二季度新增两场展会，差旅费相应增加")
    amounts = amounts_of(again)
    amounts.update({("travel", month): Decimal(21000) for month in range(4, 13)})
    update_budget(again.pk, manager, amounts, reason=again.reason, remark=again.remark)
    _decide(company, again)
    ahead = create_budget(manager, southwest, year + 1, _amounts(SOUTHWEST, "1.1"))
    submit_budget(ahead.pk, manager)
    refused = create_budget(other, east, year, _amounts(EAST, "1.6"))
    submit_budget(refused.pk, other)
    approvals.reject(approvals.open_steps_of(refused).get().pk, company.gm, "增幅过大，按上年水平重新编制")
    _approved(company, other, east, year, EAST, "1")
    gone = create_budget(other, east, year + 1, _amounts(EAST, "1"))
    discard(ExpenseBudget, gone.pk, other, "年度销售目标未定")
    create_budget(other, east, year + 1, _amounts({**EAST, "other": 0}, "1"))


def _amounts(rates, factor):
    return {(category, month): Decimal(rate) * Decimal(factor) for category, rate in rates.items() for month in MONTHS}


def _approved(company, manager, unit, year, rates, factor):
    budget = create_budget(manager, unit, year, _amounts(rates, factor))
    _decide(company, budget)
    return budget


def _decide(company, budget):
    submit_budget(budget.pk, budget.created_by)
    approvals.approve(approvals.open_steps_of(budget).get().pk, company.gm)
    budget.refresh_from_db()
