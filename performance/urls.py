"""The addresses of this app, room by room."""

from performance.assessment import urls as assessment
from performance.assessment_result import urls as assessment_result
from performance.assessment_scheme import urls as assessment_scheme
from performance.collection import urls as collection
from performance.metric import urls as metric
from performance.quota import urls as quota
from performance.risk import urls as risk

ROOMS = (collection, quota, risk, metric, assessment_scheme, assessment_result, assessment)

urlpatterns = [pattern for room in ROOMS for pattern in room.urlpatterns]
