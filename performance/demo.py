"""This app's part of the demo company, room by room."""

from performance.collection import demo as collection
from performance.conduct import demo as conduct
from performance.job_profile import demo as job_profile
from performance.policy_document import demo as policy_document
from performance.risk import demo as risk
from performance.territory import demo as territory
from performance.training import demo as training
from performance.work_report import demo as work_report

ROOMS = (
    collection,
    risk,
    policy_document,
    conduct,
    training,
    job_profile,
    work_report,
    territory,
)


def build(company):
    for room in ROOMS:
        room.build(company)
