"""What a customer prefers stands beside what is offered to him (CUS-06)."""

import pytest
from django.urls import reverse

from customers.opportunity.models import Opportunity
from customers.preference.keeping import keep_preference
from customers.tests.factories import active_customer
from pricing.tests.factories import quote
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db


def test_a_preference_stands_read_only_on_quote_and_opportunity(client):
    """CUS-06"""
    people = company()
    customer = active_customer(people.rep1)
    keep_preference(people.rep1, customer=customer, topic="包装", content="木箱，不要纸箱")
    offer = quote(customer)
    chance = Opportunity.objects.create(number="OPP-TEST-1", customer=customer, title="前桥", assigned_to=people.rep1)
    client.force_login(people.rep1)
    pages = [
        offer.get_absolute_url(),
        reverse("quote-edit", args=[offer.pk]),
        reverse("quote-create") + f"?customer={customer.pk}",
        chance.get_absolute_url(),
        reverse("opportunity-edit", args=[chance.pk]),
        reverse("opportunity-create") + f"?customer={customer.pk}",
    ]
    for address in pages:
        page = client.get(address)
        assert page.status_code == 200, address
        assert "木箱，不要纸箱" in page.content.decode(), address
    assert "木箱" not in client.get(reverse("quote-create")).content.decode()
