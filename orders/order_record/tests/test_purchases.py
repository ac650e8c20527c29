"""How often a customer ordered within a year, as its list filters by it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.customer.models import Customer
from customers.tests.factories import active_customer
from orders.order.models import Order
from orders.order_record.purchases import with_orders_last_12m
from orders.tests.factories import confirmed_order, draft_order
from salesmgmt.core.calendar import add_months, at, today
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


@pytest.fixture
def counted():
    """(customer, how many orders of the last 12 months its list counts)."""
    people = company()
    customer = active_customer(people.rep1)
    return customer, lambda: with_orders_last_12m(Customer.objects.filter(pk=customer.pk)).get().orders_last_12m


def test_a_cancelled_order_is_not_counted(counted):
    """CUS-03: confirmed and cancelled since."""
    customer, number = counted
    kept, cancelled = confirmed_order(customer), confirmed_order(customer)
    assert number() == 2
    Order.objects.filter(pk=cancelled.pk).update(status="cancelled")
    assert (number(), kept.status) == (1, "confirmed")


def test_an_order_of_the_thirteenth_month_is_not_counted(counted):
    """CUS-03: from the same day a year ago on, by the day in Shanghai."""
    customer, number = counted
    order = confirmed_order(customer)
    first = add_months(today(), -12)
    for moment, expected in (
        (at(first), 1),
        (at(first) - dt.timedelta(minutes=1), 0),
        (at(add_months(today(), -11)), 1),
        (at(add_months(today(), -13)), 0),
    ):
        Order.objects.filter(pk=order.pk).update(confirmed_at=moment)
        assert number() == expected, moment
