"""Two people at the same moment, in real threads on PostgreSQL."""

import threading
from decimal import Decimal

import pytest
from django.db import connection

from contracts.tests.factories import template
from customers.tests.factories import active_customer
from orders.account.check import differences
from orders.account.models import Account, LedgerEntry
from orders.allocation.models import Allocation
from orders.billing.entry import bill_delivery, bill_lines
from orders.invoice.models import Invoice
from orders.invoice.posting import edit_invoice, post_invoice
from orders.payment.allocation import allocate
from orders.payment.exposure import exposure_of
from orders.payment.models import Payment
from orders.payment.recording import confirm_payment, reverse_payment
from orders.tests.factories_fulfilment import signed_delivery
from orders.tests.factories_money import confirmed_payment, draft_invoice, posted_invoice, recorded_payment
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts):
    """Run the acts at the same moment; gives their results, a BusinessError where one was refused."""
    barrier, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            barrier.wait(timeout=30)
            results[place] = act()
        except BusinessError as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def refused(results):
    return sum(isinstance(each, BusinessError) for each in results)


@pytest.fixture
def people():
    return company()


@pytest.fixture
def customer(people):
    return active_customer(people.rep1)


def test_two_payments_against_one_invoice_at_once_never_pay_it_twice(people, customer):
    invoice = posted_invoice(customer, "1000.00")
    first, second = confirmed_payment(customer, "1000.00"), confirmed_payment(customer, "1000.00")
    results = together(
        *(
            lambda pk=each.pk: allocate(pk, people.finance, [(invoice.pk, Decimal("1000.00"))])
            for each in (first, second)
        )
    )
    invoice.refresh_from_db()
    assert refused(results) == 1
    assert (invoice.status, invoice.open_amount) == ("paid", Decimal(0))
    assert sorted(Payment.objects.values_list("status", flat=True)) == ["allocated", "confirmed"]
    assert Allocation.objects.count() == 1
    assert differences() == []


def test_one_payment_allocated_by_two_people_at_once_is_spent_once(people, customer):
    invoices = [posted_invoice(customer, "1000.00") for _n in range(2)]
    payment = confirmed_payment(customer, "1000.00")
    results = together(
        *(
            lambda pk=invoice.pk: allocate(payment.pk, people.finance, [(pk, Decimal("1000.00"))])
            for invoice in invoices
        )
    )
    assert refused(results) == 1
    assert sum(Invoice.objects.values_list("open_amount", flat=True)) == Decimal("1000.00")
    assert differences() == []


def test_a_payment_confirmed_twice_at_once_is_booked_once(people, customer):
    payment = recorded_payment(customer, "1000.00")
    results = together(*(lambda: confirm_payment(payment.pk, people.finance) for _n in range(3)))
    assert refused(results) == 2
    assert LedgerEntry.objects.count() == 1
    assert Account.objects.get().balance == Decimal("-1000.00")


def test_an_invoice_posted_twice_at_once_is_booked_once(people, customer):
    invoice = draft_invoice(customer, "1000.00")
    results = together(*(lambda: post_invoice(invoice.pk, people.finance) for _n in range(3)))
    assert refused(results) == 2
    assert Account.objects.get().balance == Decimal("1000.00")


def test_a_reversal_and_an_allocation_at_once_leave_the_books_right(people, customer):
    invoice = posted_invoice(customer, "1000.00")
    payment = confirmed_payment(customer, "1000.00")
    together(
        lambda: allocate(payment.pk, people.finance, [(invoice.pk, Decimal("1000.00"))]),
        lambda: reverse_payment(payment.pk, people.finance, "bounced"),
    )
    invoice.refresh_from_db()
    assert invoice.open_amount == Decimal("1000.00")
    assert exposure_of(customer).outstanding == Decimal("1000.00")
    assert differences() == []


def test_the_first_bookings_of_a_customer_at_once_make_one_account(people, customer):
    payments = [recorded_payment(customer, amount) for amount in ("10.00", "11.00", "12.00", "13.00")]
    together(*(lambda pk=payment.pk: confirm_payment(pk, people.finance) for payment in payments))
    assert Account.objects.get().balance == Decimal("-46.00")
    assert differences() == []


def test_two_people_billing_parts_of_one_delivery_never_bill_more_than_was_accepted(people):
    template()
    note = signed_delivery(people)
    line = note.lines.get()
    most = line.accepted_quantity - 1
    results = together(*(lambda: bill_lines(people.finance, {line.pk: most}) for _n in range(2)))
    assert refused(results) == 1
    assert Invoice.objects.get().lines.get().quantity == most


def test_one_number_entered_by_two_people_at_once_stands_on_one_invoice(people):
    template()
    first, second = (bill_delivery(signed_delivery(people).pk, people.finance) for _n in range(2))
    number = "26502000000012345678"
    results = together(
        *(lambda pk=each.pk: edit_invoice(pk, people.finance, invoice_no=number) for each in (first, second))
    )
    assert refused(results) == 1
    assert sorted(Invoice.objects.values_list("invoice_no", flat=True)) == ["", number]
