"""Channels compared."""

import pytest

from customers.channel.report import channel_report
from customers.lead.models import Lead
from customers.tests.factories import CustomerFactory, LeadFactory

pytestmark = pytest.mark.django_db


def test_the_channel_report_compares_leads_and_conversions(people):
    """LEAD-07"""
    customer = CustomerFactory(owner=people.rep1)
    LeadFactory.create_batch(3, owner=people.rep1)
    LeadFactory(owner=people.rep1, status="converted", customer=customer)
    LeadFactory.create_batch(6, owner=people.rep1, source="referral")
    rows = channel_report(Lead.objects.visible_to(people.rep1))
    assert [(row.leads, row.converted, f"{row.rate:.1%}") for row in rows] == [(6, 0, "0.0%"), (4, 1, "25.0%")]
