"""The demo company's leads that became customers."""

from decimal import Decimal

from customers.customer.models import Customer
from customers.lead.models import Lead
from customers.opening.demo_names import LEADS
from customers.opportunity.conversion import convert_lead


def build(company):
    for name, _contact, _source, _channel, _campaign, need, account, state, days in LEADS:
        if state != "converted":
            continue
        location = Customer.Location.LOCAL if name.startswith("重庆") else Customer.Location.REMOTE
        convert_lead(
            Lead.objects.get(company=name, status=Lead.Status.QUALIFIED).pk,
            getattr(company, account),
            name=name,
            location_type=location,
            title=need[:40],
            expected_amount=Decimal(days * 15000),
        )
