"""The rooms of this app tell core about themselves, in the order of their arrows; called from apps.py."""

from performance.collection import registration as collection
from performance.conduct import registration as conduct
from performance.job_profile import registration as job_profile
from performance.policy_document import registration as policy_document
from performance.quota import registration as quota
from performance.risk import registration as risk
from performance.territory import registration as territory
from performance.training import registration as training
from performance.work_report import registration as work_report

ROOMS = (
    quota,
    risk,
    collection,
    policy_document,
    conduct,
    training,
    job_profile,
    work_report,
    territory,
)


def register():
    for room in ROOMS:
        room.register()
