"""The factories that other parts build on make rows that the database accepts."""

import pytest

from customers.tests.factories import active_customer
from orders.tests.factories import checked_demand, confirmed_order, draft_change, draft_order, supply_check

pytestmark = pytest.mark.django_db


def test_a_confirmed_order_stands_in_the_database(people):
    order = confirmed_order(active_customer(people.rep1))
    assert (order.status, order.amount, order.lines.count()) == ("confirmed", 1000, 1)
    assert order.responsible == people.rep1


def test_a_demand_with_its_check_and_a_change_stand_in_the_database(people):
    customer = active_customer(people.rep1)
    demand = checked_demand(customer)
    check = supply_check(demand)
    new, confirmed = draft_order(customer), confirmed_order(customer)
    more, end = draft_change(new, quantity=20), draft_change(confirmed, kind="cancel")
    assert list(demand.supply_checks.all()) == [check]
    assert [(one.status, one.kind, one.order) for one in (more, end)] == [
        ("draft", "modify", new),
        ("draft", "cancel", confirmed),
    ]
