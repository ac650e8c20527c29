"""What the orders answer the price adjustments: what was sold, and who bought it (PRC-07, PRC-10)."""

from datetime import timedelta

import pytest

from contracts.tests.factories import template
from orders.order.models import Order
from orders.order_record.purchases import last_prices
from orders.tests.factories import confirmed_order
from pricing.tests.actions import adjusted, proposal
from salesmgmt.core.calendar import day_of
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db):
    template()
    return company()


def test_who_bought_within_twelve_months_is_to_be_told_and_the_quantity_is_weighed(people):
    """PRC-07, PRC-10"""
    order = confirmed_order(owner=people.rep1)
    line = order.lines.first()
    made = adjusted(people.rep2, people.manager, {line.product: line.price + 1})
    item = made.lines.get()
    assert item.sold_quantity == line.quantity
    assert [notice.customer for notice in made.notices.all()] == [order.customer]
    if item.old_price is not None:
        assert made.impact_amount == (item.new_price - item.old_price) * line.quantity


def test_what_was_bought_longer_ago_does_not_count(people):
    order = confirmed_order(owner=people.rep1)
    Order.objects.filter(pk=order.pk).update(confirmed_at=order.confirmed_at - timedelta(days=366))
    line = order.lines.first()
    item = proposal(people.rep2, {line.product: line.price + 1}).lines.get()
    assert item.sold_quantity == 0


def test_the_last_price_of_a_customer_comes_with_its_day_and_document(people):
    order = confirmed_order(owner=people.rep1)
    line = order.lines.first()
    found = last_prices(order.customer, products=[line.product_id])
    assert found == {line.product_id: (line.price, day_of(order.confirmed_at), order.number)}
    Order.objects.filter(pk=order.pk).update(status=Order.Status.CANCELLED)
    assert last_prices(order.customer, products=[line.product_id]) == {}
