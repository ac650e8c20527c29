"""Money and invoices of one customer handled by two people at once, in real threads."""

from decimal import Decimal
from functools import partial

import pytest

from contracts.tests.factories import template
from customers.tests.factories import active_customer
from orders.account.check import differences
from orders.credit_note.entry import credit_invoice
from orders.invoice.posting import post_invoice
from orders.payment.allocation import allocate
from orders.payment.models import Payment
from orders.payment.recording import confirm_payment, reverse_payment
from orders.tests.factories_money import confirmed_payment, posted_invoice, recorded_payment
from salesmgmt.core.domain import settings as register
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.tests.factories import UserFactory, company
from salesmgmt.core.tests.races import meet

pytestmark = pytest.mark.django_db(transaction=True)

D = Decimal


@pytest.fixture
def people():
    register.forget()
    template()
    return company()


@pytest.fixture
def customer(people):
    return active_customer(people.rep1)


@pytest.fixture
def second(people):
    return UserFactory(username="finance2", roles=["fin"])


def refused(results):
    found = [each for each in results if isinstance(each, Exception)]
    assert all(isinstance(each, BusinessError) for each in found), found
    return found


def test_money_is_allocated_while_the_invoice_is_credited_and_never_more_than_is_open(people, customer, second):
    bill, paid = posted_invoice(customer, "500.00"), confirmed_payment(customer, "500.00")
    red = credit_invoice(bill.pk, people.finance, red_reason="4", amount=D("200.00"))
    results = meet(
        partial(allocate, paid.pk, people.finance, [(bill.pk, D("500.00"))]), partial(post_invoice, red.pk, second)
    )
    refused(results)
    bill.refresh_from_db()
    paid.refresh_from_db()
    assert bill.open_amount >= ZERO
    assert paid.unallocated >= ZERO
    assert differences() == []


def test_two_allocate_the_same_money_and_it_pays_once(people, customer, second):
    bills = [posted_invoice(customer, "500.00") for _number in range(2)]
    paid = confirmed_payment(customer, "500.00")
    results = meet(
        partial(allocate, paid.pk, people.finance, [(bills[0].pk, D("500.00"))]),
        partial(allocate, paid.pk, second, [(bills[1].pk, D("500.00"))]),
    )
    assert len(refused(results)) == 1
    for bill in bills:
        bill.refresh_from_db()
    assert sorted(bill.open_amount for bill in bills) == [ZERO, D("500.00")]
    assert differences() == []


def test_two_confirm_one_payment_and_it_is_booked_once(people, customer, second):
    paid = recorded_payment(customer, "500.00", user=people.rep1)
    assert (
        len(refused(meet(partial(confirm_payment, paid.pk, people.finance), partial(confirm_payment, paid.pk, second))))
        == 1
    )
    assert Payment.objects.get().status == Payment.Status.CONFIRMED
    assert differences() == []


def test_a_payment_bounces_while_it_is_allocated_and_leaves_no_invoice_paid(people, customer, second):
    bill, paid = posted_invoice(customer, "500.00"), confirmed_payment(customer, "500.00")
    results = meet(
        partial(allocate, paid.pk, people.finance, [(bill.pk, D("500.00"))]),
        partial(reverse_payment, paid.pk, second, "银行退票"),
    )
    refused(results)
    bill.refresh_from_db()
    paid.refresh_from_db()
    bounced = paid.status == Payment.Status.REVERSED
    assert (bill.open_amount == D("500.00")) is bounced
    assert differences() == []
