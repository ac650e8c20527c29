"""This app's part of the demo company, room by room; dates are relative to today."""

from customers.care import demo as care
from customers.complaint import demo as complaint
from customers.customer import demo as customer
from customers.evaluation import demo as evaluation
from customers.evaluation import demo_quarter as round
from customers.feedback import demo as feedback
from customers.intelligence import demo as intelligence
from customers.lead import demo as lead
from customers.negotiation import demo as negotiation
from customers.opportunity import demo as opportunity
from customers.product_info import demo as product_info
from customers.quality import demo as quality
from customers.quality_report import demo as quality_report
from customers.research import demo as research
from customers.sample import demo as sample
from customers.strategy import demo as strategy
from customers.survey import demo as survey
from customers.ticket import demo as service
from customers.visit import demo as visit

# In this order after the customers and their evaluations.
ROOMS = (
    negotiation,
    visit,
    care,
    complaint,
    service,
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
    company.categories = customer.build_categories()
    company.customers = customer.build_customers(company)
    lead.build_leads(company)
    opportunity.build(company)
    evaluation.build_open_evaluations(company)
    round.build(company)
    for room in ROOMS:
        room.build(company)
