"""The rooms of this app tell core about themselves, in the order of their arrows; called from apps.py."""

from performance.collection import registration as collection
from performance.expense_advance import registration as expense_advance
from performance.expense_budget import registration as expense_budget
from performance.expense_claim import registration as expense_claim
from performance.expense_ratio import registration as expense_ratio
from performance.metric import registration as metric
from performance.promotion_plan import registration as promotion_plan
from performance.quota import registration as quota
from performance.risk import registration as risk

ROOMS = (quota, risk, metric, promotion_plan, expense_budget, expense_advance, expense_claim, expense_ratio, collection)


def register():
    for room in ROOMS:
        room.register()
