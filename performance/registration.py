"""The rooms of this app tell core about themselves, in the order of their arrows; called from apps.py."""

from performance.alert import registration as alert
from performance.analysis import registration as analysis
from performance.collection import registration as collection
from performance.expense_budget import registration as expense_budget
from performance.expense_claim import registration as expense_claim
from performance.expense_ratio import registration as expense_ratio
from performance.improvement import registration as improvement
from performance.metric import registration as metric
from performance.promotion_plan import registration as promotion_plan
from performance.quota import registration as quota
from performance.risk import registration as risk
from performance.sales_report import registration as sales_report

ROOMS = (
    quota,
    risk,
    metric,
    promotion_plan,
    expense_budget,
    expense_claim,
    expense_ratio,
    collection,
    alert,
    analysis,
    sales_report,
    improvement,
)


def register():
    for room in ROOMS:
        room.register()
