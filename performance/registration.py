"""The rooms of this app tell core about themselves, in the order of their arrows; called from apps.py."""

from performance.alert import registration as alert
from performance.analysis import registration as analysis
from performance.annual_review import registration as annual_review
from performance.assessment import registration as assessment
from performance.assessment_result import registration as assessment_result
from performance.assessment_scheme import registration as assessment_scheme
from performance.bonus import registration as bonus
from performance.coaching import registration as coaching
from performance.collection import registration as collection
from performance.commission import registration as commission
from performance.conduct import registration as conduct
from performance.earning import registration as earning
from performance.expense_advance import registration as expense_advance
from performance.expense_batch import registration as expense_batch
from performance.expense_budget import registration as expense_budget
from performance.expense_claim import registration as expense_claim
from performance.expense_ratio import registration as expense_ratio
from performance.improvement import registration as improvement
from performance.job_profile import registration as job_profile
from performance.line_question import registration as line_question
from performance.metric import registration as metric
from performance.new_customer import registration as new_customer
from performance.one_page import registration as one_page
from performance.penalty import registration as penalty
from performance.plan import registration as plan
from performance.plan_revision import registration as plan_revision
from performance.plan_sheet import registration as plan_sheet
from performance.policy_document import registration as policy_document
from performance.pre_draw import registration as pre_draw
from performance.promotion_plan import registration as promotion_plan
from performance.quota import registration as quota
from performance.ready_view import registration as ready_view
from performance.risk import registration as risk
from performance.sales_report import registration as sales_report
from performance.saved_analysis import registration as saved_analysis
from performance.settlement import registration as settlement
from performance.team import registration as team
from performance.team_feed import registration as team_feed
from performance.territory import registration as territory
from performance.training import registration as training
from performance.work_report import registration as work_report

ROOMS = (
    quota,
    risk,
    metric,
    promotion_plan,
    expense_budget,
    expense_advance,
    expense_claim,
    expense_batch,
    expense_ratio,
    collection,
    plan,
    plan_sheet,
    plan_revision,
    coaching,
    new_customer,
    team,
    team_feed,
    assessment_scheme,
    assessment,
    assessment_result,
    bonus,
    commission,
    line_question,
    earning,
    pre_draw,
    penalty,
    annual_review,
    settlement,
    alert,
    analysis,
    one_page,
    ready_view,
    saved_analysis,
    sales_report,
    improvement,
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
