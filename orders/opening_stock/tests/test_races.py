"""The last piece, wanted by two at once; a count while goods are issued: in real threads."""

from decimal import Decimal

import pytest

from contracts.tests.factories import template
from orders.delivery import dispatch
from orders.opening_stock.check import differences
from orders.stock.allotment import take_from_stock
from orders.stock_count.counting import approve_count, count_stock
from orders.tests.factories import confirmed_order
from orders.tests.factories_fulfilment import draft_delivery, draft_plan, issued_delivery, stocked_order
from orders.tests.factories_stock import keep_stock, opened, stock_of
from pricing.tests.factories import ProductFactory, price
from salesmgmt.core.domain import settings as register
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.races import meet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    register.forget()
    template()
    yield company()
    register.forget()


def one_of_two(results):
    """One went through, the other was refused in words."""
    refused = [each for each in results if isinstance(each, BusinessError)]
    failed = [each for each in results if isinstance(each, Exception) and not isinstance(each, BusinessError)]
    assert failed == []
    return len(refused) == 1


def order_for(people, product, quantity):
    return confirmed_order(owner=people.rep1, lines=[(product, quantity, 50)])


def test_two_deliveries_of_the_last_piece(people):
    keep_stock(people)
    product = price(ProductFactory(), "50")
    order = stocked_order(people, order_for(people, product, 1))
    notes = [draft_delivery(people, order), draft_delivery(people, order)]
    results = meet(*(lambda note=note: dispatch.issue_delivery(note.pk, people.rep1) for note in notes))
    assert one_of_two(results), results
    assert stock_of(product) == {"reserved": 1}
    assert differences() == []


def test_two_plans_take_the_last_free_piece(people):
    product = price(ProductFactory(), "50")
    opened(people, product, 1)
    plans = [draft_plan(people, order_for(people, product, 2)) for _n in range(2)]
    results = meet(
        *(
            lambda plan=plan: take_from_stock(plan.pk, people.rep1, line=plan.lines.get().pk, quantity=Decimal(1))
            for plan in plans
        )
    )
    assert one_of_two(results), results
    assert stock_of(product) == {"bound": 1}
    assert differences() == []


def test_a_shortage_is_posted_while_the_goods_are_put_on_a_delivery(people):
    """Either the count comes first and the delivery is refused, or the delivery, and the count is."""
    keep_stock(people)
    product = price(ProductFactory(), "50")
    note = draft_delivery(people, stocked_order(people, order_for(people, product, 5)))
    count = count_stock(product.pk, people.warehouse, counted=Decimal(4), reason="丢失一件")
    results = meet(
        lambda: approve_count(count.pk, people.planner),
        lambda: dispatch.issue_delivery(note.pk, people.rep1),
    )
    assert one_of_two(results), results
    assert stock_of(product) in ({"bound": 4}, {"reserved": 5})
    assert differences() == []


def test_a_product_is_counted_while_it_is_issued(people):
    keep_stock(people)
    product = price(ProductFactory(), "50")
    note = issued_delivery(people, stocked_order(people, order_for(people, product, 5)))
    opened(people, product, 9)
    results = meet(
        lambda: count_stock(product.pk, people.warehouse, counted=Decimal(9), reason="清点"),
        lambda: dispatch.issue_stock(note.pk, people.warehouse),
    )
    assert [each for each in results if isinstance(each, Exception)] == []
    assert stock_of(product) == {"free": 4}
    assert results[0].book in (9, 4)
    assert differences() == []
