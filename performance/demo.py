"""This app's part of the demo company, room by room."""

from performance.collection import demo as collection
from performance.expense_advance import demo as expense_advance
from performance.expense_budget import demo as expense_budget
from performance.expense_claim import demo as expense_claim
from performance.promotion_plan import demo as promotion_plan
from performance.risk import demo as risk

ROOMS = (collection, risk, promotion_plan, expense_budget, expense_advance, expense_claim)


def build(company):
    for room in ROOMS:
        room.build(company)
