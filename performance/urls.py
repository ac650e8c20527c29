"""The addresses of this app, room by room."""

from performance.collection import urls as collection
from performance.conduct import urls as conduct
from performance.job_profile import urls as job_profile
from performance.policy_document import urls as policy_document
from performance.quota import urls as quota
from performance.risk import urls as risk
from performance.territory import urls as territory
from performance.training import urls as training
from performance.work_report import urls as work_report

ROOMS = (
    collection,
    quota,
    risk,
    policy_document,
    conduct,
    training,
    job_profile,
    work_report,
    territory,
)

urlpatterns = [pattern for room in ROOMS for pattern in room.urlpatterns]
