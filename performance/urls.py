"""The addresses of this app, room by room."""

from performance.alert import urls as alert
from performance.analysis import urls as analysis
from performance.collection import urls as collection
from performance.metric import urls as metric
from performance.quota import urls as quota
from performance.risk import urls as risk

ROOMS = (collection, quota, risk, metric, alert, analysis)

urlpatterns = [pattern for room in ROOMS for pattern in room.urlpatterns]
