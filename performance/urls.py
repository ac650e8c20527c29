"""The addresses of this app, room by room."""

from performance.alert import urls as alert
from performance.analysis import urls as analysis
from performance.collection import urls as collection
from performance.expense_budget import urls as expense_budget
from performance.expense_claim import urls as expense_claim
from performance.expense_ratio import urls as expense_ratio
from performance.improvement import urls as improvement
from performance.metric import urls as metric
from performance.promotion_plan import urls as promotion_plan
from performance.quota import urls as quota
from performance.risk import urls as risk
from performance.sales_report import urls as sales_report

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

urlpatterns = [pattern for room in ROOMS for pattern in room.urlpatterns]
