"""A count and its difference: reason, another person's approval, and where it is posted."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from orders.delivery import dispatch
from orders.stock.models import StockMovement
from orders.stock_count.counting import approve_count, count_stock, reject_count
from orders.stock_count.models import StockCount
from orders.stock_count.rules import difference_moves
from orders.tests.factories import confirmed_order
from orders.tests.factories_fulfilment import draft_delivery, issued_delivery, stocked_order
from orders.tests.factories_stock import agrees, keep_stock, opened, stock_of
from pricing.tests.factories import ProductFactory, price
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice
from salesmgmt.core.permissions import Role
from salesmgmt.core.tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def product(people):
    return price(ProductFactory(), "50")


def test_what_is_missing_is_taken_from_free_goods_first_then_from_the_latest_order():
    moves, left = difference_moves(1, Decimal(-9), Decimal(2), [(4, Decimal(3)), (8, Decimal(5))])
    assert [(move.source, move.order_line, move.quantity) for move in moves] == [
        ("free", None, 2),
        ("bound", 8, 5),
        ("bound", 4, 2),
    ]
    assert left == 0
    assert difference_moves(1, Decimal(-3), Decimal(1), [])[1] == 2


def test_an_equal_count_is_a_proof_and_asks_nobody(people, product):
    opened(people, product, 10)
    count = count_stock(product.pk, people.warehouse, counted=Decimal(10))
    assert (count.status, count.decided_by, stock_of(product)) == ("posted", None, {"free": 10})


def test_a_difference_needs_a_reason(people, product):
    opened(people, product, 10)
    with pytest.raises(BusinessError, match="The books say 10: give the reason"):
        count_stock(product.pk, people.warehouse, counted=Decimal(9))
    assert not StockCount.objects.exists()


def test_who_counted_does_not_approve_and_another_does(people, product):
    opened(people, product, 10)
    count = count_stock(product.pk, people.warehouse, counted=Decimal(7), reason="破损未记")
    assert stock_of(product) == {"free": 10}
    with pytest.raises(PermissionDenied, match="never by who counted"):
        approve_count(count.pk, people.warehouse)
    count = approve_count(count.pk, people.planner)
    assert (count.status, count.decided_by) == ("posted", people.planner)
    assert stock_of(product) == {"free": 7}
    movement = StockMovement.objects.get(kind="counted")
    assert (movement.comment, movement.by, movement.document) == ("破损未记", people.planner, count)
    assert agrees()


def test_a_planner_who_counted_does_not_approve(people, product):
    both = UserFactory(username="both", name="兼职", roles=[Role.WH, Role.PLN], superior=people.gm)
    opened(people, product, 10)
    count = count_stock(product.pk, both, counted=Decimal(7), reason="破损未记")
    with pytest.raises(PermissionDenied, match="You wrote this yourself"):
        approve_count(count.pk, both)
    assert stock_of(product) == {"free": 10}


def test_one_count_of_a_product_is_open(people, product):
    opened(people, product, 10)
    count = count_stock(product.pk, people.warehouse, counted=Decimal(7), reason="破损未记")
    with pytest.raises(BusinessError, match="waits for its approval"):
        count_stock(product.pk, people.warehouse, counted=Decimal(8), reason="再点")
    reject_count(count.pk, people.planner, "重点一次")
    assert count_stock(product.pk, people.warehouse, counted=Decimal(10)).status == "posted"
    assert stock_of(product) == {"free": 10}


def test_a_count_is_the_warehouses(people, product):
    opened(people, product, 10)
    with pytest.raises(PermissionDenied, match="counted by the warehouse"):
        count_stock(product.pk, people.rep1, counted=Decimal(7), reason="x")


def test_without_stock_keeping_nothing_is_counted(people, product):
    with pytest.raises(BusinessError, match="Stock is not kept here yet"):
        count_stock(product.pk, people.warehouse, counted=Decimal(7), reason="x")


def test_what_moved_since_the_count_does_not_change_its_difference(people, product):
    keep_stock(people)
    order = stocked_order(people, confirmed_order(owner=people.rep1, lines=[(product, 100, 50)]))
    note = issued_delivery(people, order)
    opened(people, product, 120)
    count = count_stock(product.pk, people.warehouse, counted=Decimal(115), reason="盘亏")
    dispatch.issue_stock(note.pk, people.warehouse)
    approve_count(count.pk, people.planner)
    assert stock_of(product) == {"free": 15}
    assert agrees()


def test_goods_missing_of_an_order_are_not_delivered_and_its_rep_is_told(people, product):
    keep_stock(people)
    order = stocked_order(people, confirmed_order(owner=people.rep1, lines=[(product, 100, 50)]))
    note = draft_delivery(people, order)
    count = count_stock(product.pk, people.warehouse, counted=Decimal(90), reason="丢失")
    approve_count(count.pk, people.planner)
    with pytest.raises(BusinessError, match="100 wanted, 90 inspected and in stock"):
        dispatch.issue_delivery(note.pk, people.rep1)
    assert stock_of(product) == {"bound": 90}
    assert Notice.objects.filter(user=people.rep1, subject__contains="库存缺少").exists()


def test_what_stands_on_an_issued_note_is_not_counted_away(people, product):
    keep_stock(people)
    order = stocked_order(people, confirmed_order(owner=people.rep1, lines=[(product, 100, 50)]))
    issued_delivery(people, order)
    count = count_stock(product.pk, people.warehouse, counted=Decimal(90), reason="丢失")
    with pytest.raises(BusinessError, match="10 of what is missing stand on issued delivery notes"):
        approve_count(count.pk, people.planner)
    count.refresh_from_db()
    assert (count.status, stock_of(product)) == ("counted", {"reserved": 100})
