"""This app's part of the demo company, room by room."""

from orders.bad_debt import demo as bad_debt
from performance.alert import demo as alert
from performance.annual_review import demo as annual_review
from performance.assessment_result import demo as assessment_result
from performance.assessment_scheme import demo as assessment_scheme
from performance.bonus import demo as bonus
from performance.coaching import demo as coaching
from performance.collection import demo as collection
from performance.commission import demo as commission
from performance.conduct import demo as conduct
from performance.expense_advance import demo as expense_advance
from performance.expense_batch import demo as expense_batch
from performance.expense_budget import demo as expense_budget
from performance.expense_claim import demo as expense_claim
from performance.improvement import demo as improvement
from performance.job_profile import demo as job_profile
from performance.line_question import demo as line_question
from performance.metric import demo as metric
from performance.new_customer import demo as new_customer
from performance.penalty import demo as penalty
from performance.plan import demo as plan
from performance.plan_revision import demo as plan_revision
from performance.policy_document import demo as policy_document
from performance.pre_draw import demo as pre_draw
from performance.promotion_plan import demo as promotion_plan
from performance.risk import demo as risk
from performance.sales_report import demo as sales_report
from performance.saved_analysis import demo as saved_analysis
from performance.settlement import demo as settlement
from performance.territory import demo as territory
from performance.training import demo as training
from performance.work_report import demo as work_report

ROOMS = (
    collection,
    risk,
    metric,
    promotion_plan,
    expense_budget,
    expense_advance,
    expense_claim,
    expense_batch,
    plan,
    plan_revision,
    coaching,
    new_customer,
    assessment_scheme,
    assessment_result,
    bonus,
    commission,
    line_question,
    pre_draw,
    penalty,
    annual_review,
    settlement,
    alert,
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


def build(company):
    for room in ROOMS:
        room.build(company)
        if room is risk:
            # Doubtful receivables rest on risk reports, which are written here.
            bad_debt.build(company, risk.report_credit)
