"""The rooms of this app tell core about themselves, in the order of their arrows; called from apps.py."""

from performance.annual_review import registration as annual_review
from performance.assessment import registration as assessment
from performance.assessment_result import registration as assessment_result
from performance.assessment_scheme import registration as assessment_scheme
from performance.bonus import registration as bonus
from performance.coaching import registration as coaching
from performance.collection import registration as collection
from performance.commission import registration as commission
from performance.metric import registration as metric
from performance.new_customer import registration as new_customer
from performance.penalty import registration as penalty
from performance.plan import registration as plan
from performance.plan_revision import registration as plan_revision
from performance.pre_draw import registration as pre_draw
from performance.quota import registration as quota
from performance.risk import registration as risk
from performance.settlement import registration as settlement
from performance.team import registration as team

ROOMS = (
    quota,
    risk,
    metric,
    collection,
    assessment_scheme,
    assessment,
    assessment_result,
    plan,
    plan_revision,
    coaching,
    new_customer,
    team,
    bonus,
    commission,
    pre_draw,
    penalty,
    annual_review,
    settlement,
)


def register():
    for room in ROOMS:
        room.register()
