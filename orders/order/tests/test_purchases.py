"""How often a customer ordered within a year, as its list filters by it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.tests.factories import active_customer
from orders.order.models import Order
from orders.tests.factories import confirmed_order, draft_order
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db


def test_customers_with_twelve_orders_in_twelve_months_are_listed(client):
    """CUS-03"""
    people = company()
    often, seldom = active_customer(people.rep1), active_customer(people.rep1)
    for _order in range(12):
        confirmed_order(often)
    for _order in range(12):
        old = confirmed_order(seldom)
    Order.objects.filter(pk=old.pk).update(confirmed_at=timezone.now() - dt.timedelta(days=400))
    draft_order(seldom)
    client.force_login(people.rep1)

    def shown(query):
        page = client.get(f"{reverse('customer-list')}?{query}").context["page"]
        return {row.record.pk: row.record.orders_last_12m for row in page.object_list}

    assert shown("orders=12") == {often.pk: 12}
    assert shown("orders=11") == {often.pk: 12, seldom.pk: 11}
