"""The addresses of this app, room by room."""

from performance.alert import urls as alert
from performance.analysis import urls as analysis
from performance.annual_review import urls as annual_review
from performance.assessment import urls as assessment
from performance.assessment_result import urls as assessment_result
from performance.assessment_scheme import urls as assessment_scheme
from performance.bonus import urls as bonus
from performance.coaching import urls as coaching
from performance.collection import urls as collection
from performance.commission import urls as commission
from performance.conduct import urls as conduct
from performance.earning import urls as earning
from performance.expense_advance import urls as expense_advance
from performance.expense_batch import urls as expense_batch
from performance.expense_budget import urls as expense_budget
from performance.expense_claim import urls as expense_claim
from performance.expense_ratio import urls as expense_ratio
from performance.improvement import urls as improvement
from performance.job_profile import urls as job_profile
from performance.line_question import urls as line_question
from performance.metric import urls as metric
from performance.new_customer import urls as new_customer
from performance.one_page import urls as one_page
from performance.penalty import urls as penalty
from performance.plan import urls as plan
from performance.plan_revision import urls as plan_revision
from performance.policy_document import urls as policy_document
from performance.pre_draw import urls as pre_draw
from performance.promotion_plan import urls as promotion_plan
from performance.quota import urls as quota
from performance.ready_view import urls as ready_view
from performance.risk import urls as risk
from performance.sales_report import urls as sales_report
from performance.saved_analysis import urls as saved_analysis
from performance.settlement import urls as settlement
from performance.team import urls as team
from performance.team_feed import urls as team_feed
from performance.territory import urls as territory
from performance.training import urls as training
from performance.work_report import urls as work_report

ROOMS = (
    collection,
    quota,
    risk,
    metric,
    promotion_plan,
    expense_budget,
    expense_advance,
    expense_claim,
    expense_batch,
    expense_ratio,
    plan,
    plan_revision,
    coaching,
    new_customer,
    team,
    team_feed,
    assessment_scheme,
    assessment_result,
    assessment,
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

urlpatterns = [pattern for room in ROOMS for pattern in room.urlpatterns]
