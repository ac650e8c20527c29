"""What customers are told of orders through the registry: numbers and acceptances, no prices."""

import pytest

from customers.service.commitment import create_commitment
from customers.service.warranty import acceptances_of
from customers.ticket.intake import open_ticket
from orders.tests.factories_fulfilment import delivered_note, signed_delivery
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.registry import fact
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db


def test_signed_goods_are_accepted_and_a_ticket_for_their_order_is_in_warranty():
    """SVC-01"""
    people = company()
    note = signed_delivery(people)
    order, product = note.order, note.lines.get().product
    (found,) = acceptances_of(note.customer)
    contract = order.contract.number if order.contract else ""
    assert found == (order.number, contract, product.code, today())
    assert fact("customer", "order_numbers", note.customer) == {order.number}
    rep = note.customer.owner
    create_commitment(rep, note.customer, contract or "HT-1", warranty_months=12, scope="总成")
    ticket = open_ticket(
        rep,
        note.customer,
        "漏油",
        order_number=order.number,
        product_code=product.code,
        contract_number="" if contract else "HT-1",
    )
    assert (ticket.warranty, ticket.warranty_until) == ("in", add_months(today(), 12))


def test_goods_still_on_their_way_are_not_accepted():
    """SVC-01"""
    people = company()
    assert acceptances_of(delivered_note(people).customer) == []
