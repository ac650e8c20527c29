"""Every line carries the customer of its order, by which lists and calendars know whose it is (SEC-01)."""

import pytest
from django.db import connection

from customers.duplicate.merge import merge_customers
from customers.tests.factories import CustomerFactory, active_customer
from orders.account.check import differences
from orders.order.models import Order, OrderLine
from orders.tests.factories import confirmed_order, draft_order

pytestmark = pytest.mark.django_db


def customers_of(order):
    return set(OrderLine.objects.filter(order=order).values_list("customer", flat=True))


def test_a_line_has_the_customer_of_its_order(people):
    order = draft_order(active_customer(people.rep1))
    assert customers_of(order) == {order.customer_id}
    line = order.lines.first()
    line.quantity = 7
    line.save()
    assert customers_of(order) == {order.customer_id}


def test_it_follows_the_order_to_another_customer_and_nowhere_else(people):
    order, other = draft_order(active_customer(people.rep1)), CustomerFactory(owner=people.rep1)
    OrderLine.objects.filter(order=order).update(customer=other)
    assert customers_of(order) == {order.customer_id}
    Order.objects.filter(pk=order.pk).update(customer=other)
    assert customers_of(order) == {other.pk}


def test_it_follows_a_merged_customer(people):
    order, kept = confirmed_order(owner=people.rep1), active_customer(people.rep1)
    merge_customers(kept.pk, people.manager, order.customer_id, "同一家")
    assert customers_of(order) == {kept.pk}
    assert differences() == []


def test_a_line_of_another_customer_is_found(people):
    order, other = confirmed_order(owner=people.rep1), CustomerFactory(owner=people.rep1)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger looks on
        cursor.execute("UPDATE orders_orderline SET customer_id = %s", [other.pk])
    assert [(each.check, each.name, each.stored) for each in differences()] == [
        ("order_line_customer", order.number, other.name)
    ]


def test_whose_line_it_is_decides_who_reads_it(people):
    line = confirmed_order(owner=people.rep1).lines.get()
    readers = (people.rep1, people.manager, people.rep2)
    assert [OrderLine.objects.visible_to(user).filter(pk=line.pk).exists() for user in readers] == [True, True, False]
