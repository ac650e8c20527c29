"""The factories that other parts build on make rows that the database accepts."""

import pytest

from customers.tests.factories import active_customer
from orders.tests.factories import checked_demand, confirmed_order, draft_change, draft_order, supply_check

pytestmark = pytest.mark.django_db


def test_a_confirmed_order_stands_in_the_database(people):
    order = confirmed_order(active_customer(people.rep1))
    assert (order.status, order.amount, order.lines.count()) == ("confirmed", 1000, 1)
    assert order.responsible == people.rep1


def test_the_other_documents_too(people):
    customer = active_customer(people.rep1)
    supply_check(checked_demand(customer))
    draft_change(draft_order(customer), quantity=20)
    draft_change(confirmed_order(customer), kind="cancel")
