"""Two people at one moment: the same goods come back once, and are credited once (RET-04, RET-08)."""

from decimal import Decimal

import pytest
from django.db import DatabaseError

from contracts.tests.factories import template
from orders.account.check import differences
from orders.billing.entry import bill_delivery
from orders.invoice.models import Invoice
from orders.invoice.posting import post_invoice
from orders.return_order import entry, permit
from orders.return_order.models import ReturnLine
from orders.return_receipt import crediting
from orders.tests import factories_returns as made
from salesmgmt.core.domain import settings as register
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.tests.factories import company
from salesmgmt.core.tests.races import meet

pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal


@pytest.fixture
def people():
    register.forget()
    template()
    yield company()
    register.forget()


def refused(results):
    assert not [each for each in results if isinstance(each, DatabaseError)], results
    return [each for each in results if isinstance(each, BusinessError)]


def test_two_lists_at_once_never_hold_more_than_was_delivered(people):
    """RET-04"""
    line = made.delivered_line(people)
    first = made.with_reason(people, line.note.customer)
    second = made.with_reason(people, line.note.customer, "3")
    rows = [{"delivery_line": line, "quantity": D(60)}]
    results = meet(
        lambda: entry.write_list(first.pk, people.rep1, lines=rows),
        lambda: entry.write_list(second.pk, people.rep1, lines=rows),
    )
    assert len(refused(results)) == 1
    assert list(ReturnLine.objects.values_list("quantity", flat=True)) == [D(60)]


def test_a_return_is_credited_once_by_two_people_at_once(people):
    """RET-08"""
    line = made.delivered_line(people)
    post_invoice(bill_delivery(line.note.pk, people.finance).pk, people.finance)
    ret = made.received_return(people, {line: 10})
    results = meet(*[lambda: crediting.credit_return(ret.pk, people.finance)] * 2)
    assert len(refused(results)) == 1
    assert Invoice.objects.filter(source="credit").count() == 1
    assert differences() == []


def test_a_permit_is_withdrawn_while_finance_credits(people):
    """RET-06, RET-08: one of the two, never both."""
    line = made.delivered_line(people)
    post_invoice(bill_delivery(line.note.pk, people.finance).pk, people.finance)
    ret = made.received_return(people, {line: 10})
    results = meet(
        lambda: crediting.credit_return(ret.pk, people.finance),
        lambda: permit.withdraw_permit(ret.pk, people.quality, "复检不符"),
    )
    assert len(refused(results)) == 1
    ret.refresh_from_db()
    credited = Invoice.objects.filter(source="credit").count()
    assert (ret.status, credited, permit.valid_permit(ret) is not None) in {
        ("credited", 1, True),
        ("in_transit_back", 0, False),
    }


def test_goods_are_billed_while_their_return_is_credited(people):
    """RET-08: whichever is first, the customer owes for what he kept."""
    line = made.delivered_line(people)
    ret = made.received_return(people, {line: 10})
    results = meet(
        lambda: crediting.credit_return(ret.pk, people.finance),
        lambda: post_invoice(bill_delivery(line.note.pk, people.finance).pk, people.finance),
    )
    assert not [each for each in results if isinstance(each, DatabaseError)], results
    ret.refresh_from_db()
    posted = sum(Invoice.objects.live().values_list("amount", flat=True))
    assert posted == (D(4500) if ret.status == "credited" else D(5000))
