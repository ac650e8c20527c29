"""The addresses of this app, room by room."""

from performance.alert import urls as alert
from performance.analysis import urls as analysis
from performance.collection import urls as collection
from performance.improvement import urls as improvement
from performance.metric import urls as metric
from performance.quota import urls as quota
from performance.risk import urls as risk
from performance.sales_report import urls as sales_report

ROOMS = (collection, quota, risk, metric, alert, analysis, sales_report, improvement)

urlpatterns = [pattern for room in ROOMS for pattern in room.urlpatterns]
