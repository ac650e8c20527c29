"""This app's part of the demo company, room by room; dates are relative to today."""

from customers.campaign import demo as campaign
from customers.care import demo as care
from customers.category import demo as category
from customers.complaint import demo as complaint
from customers.duplicate import demo as duplicate
from customers.evaluation import demo as evaluation
from customers.feedback import demo as feedback
from customers.follow_up import demo as follow_up
from customers.intelligence import demo as intelligence
from customers.lead import demo as lead
from customers.negotiation import demo as negotiation
from customers.opening import demo as customer
from customers.opportunity import demo as opportunity
from customers.preference import demo as preference
from customers.product_info import demo as product_info
from customers.quality import demo as quality
from customers.quality_report import demo as quality_report
from customers.re_evaluation import demo as re_evaluation
from customers.research import demo as research
from customers.sample import demo as sample
from customers.strategy import demo as strategy
from customers.survey import demo as survey
from customers.ticket import demo as ticket
from customers.visit import demo as visit
from customers.visit_week import demo as visit_week

ROOMS = (
    evaluation,
    re_evaluation,
    duplicate,
    negotiation,
    visit,
    visit_week,
    follow_up,
    preference,
    care,
    campaign,
    complaint,
    ticket,
    quality,
    feedback,
    quality_report,
    product_info,
    sample,
    survey,
    research,
    intelligence,
    strategy,
)


def build(company):
    category.build(company)
    customer.build(company)
    evaluation.build_history(company)
    lead.build_leads(company)
    opportunity.build(company)
    for room in ROOMS:
        room.build(company)
