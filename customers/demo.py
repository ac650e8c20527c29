"""This app's part of the demo company, room by room; dates are relative to today."""

from customers.care import demo as care
from customers.complaint import demo as complaint
from customers.customer import demo as customer
from customers.evaluation import demo as evaluation
from customers.evaluation import demo_quarter as round
from customers.lead import demo as lead
from customers.opportunity import demo as opportunity
from customers.quality import demo as quality
from customers.research import demo as research
from customers.survey import demo as survey
from customers.ticket import demo as service
from customers.visit import demo as visit


def build(company):
    company.categories = customer.build_categories()
    company.customers = customer.build_customers(company)
    lead.build_leads(company)
    evaluation.build_open_evaluations(company)
    round.build(company)
    for room in (opportunity, visit, care, complaint, service, quality, survey, research):
        room.build(company)
