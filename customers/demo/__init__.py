"""This app's part of the demo company, room by room; dates are relative to today."""

from customers.demo import (
    care,
    complaint,
    customer,
    evaluation,
    lead,
    opportunity,
    quality,
    research,
    round,
    service,
    survey,
    visit,
)


def build(company):
    company.categories = customer.build_categories()
    company.customers = customer.build_customers(company)
    lead.build_leads(company)
    evaluation.build_open_evaluations(company)
    round.build(company)
    for room in (opportunity, visit, care, complaint, service, quality, survey, research):
        room.build(company)
