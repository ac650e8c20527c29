"""The addresses of this app, room by room."""

from performance.collection import urls as collection
from performance.metric import urls as metric
from performance.quota import urls as quota
from performance.risk import urls as risk

ROOMS = (collection, quota, risk, metric)

urlpatterns = [pattern for room in ROOMS for pattern in room.urlpatterns]
