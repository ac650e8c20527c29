"""This app's part of the demo company, room by room."""

from performance.assessment_result import demo as assessment_result
from performance.assessment_scheme import demo as assessment_scheme
from performance.collection import demo as collection
from performance.metric import demo as metric
from performance.risk import demo as risk

ROOMS = (collection, risk, metric, assessment_scheme, assessment_result)


def build(company):
    for room in ROOMS:
        room.build(company)
