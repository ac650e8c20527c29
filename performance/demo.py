"""This app's part of the demo company, room by room."""

from performance.alert import demo as alert
from performance.collection import demo as collection
from performance.expense_budget import demo as expense_budget
from performance.expense_claim import demo as expense_claim
from performance.improvement import demo as improvement
from performance.promotion_plan import demo as promotion_plan
from performance.risk import demo as risk
from performance.sales_report import demo as sales_report

ROOMS = (
    collection,
    risk,
    promotion_plan,
    expense_budget,
    expense_claim,
    alert,
    sales_report,
    improvement,
)


def build(company):
    for room in ROOMS:
        room.build(company)
