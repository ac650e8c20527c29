"""The rooms of this app tell core about themselves, in the order of their arrows; called from apps.py."""

from performance.assessment import registration as assessment
from performance.assessment_result import registration as assessment_result
from performance.assessment_scheme import registration as assessment_scheme
from performance.coaching import registration as coaching
from performance.collection import registration as collection
from performance.metric import registration as metric
from performance.new_customer import registration as new_customer
from performance.plan import registration as plan
from performance.plan_revision import registration as plan_revision
from performance.quota import registration as quota
from performance.risk import registration as risk
from performance.team import registration as team

ROOMS = (
    quota,
    risk,
    metric,
    collection,
    plan,
    plan_revision,
    coaching,
    new_customer,
    team,
    assessment_scheme,
    assessment,
    assessment_result,
)


def register():
    for room in ROOMS:
        room.register()
