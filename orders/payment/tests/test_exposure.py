"""What a customer owes, line by line."""

import datetime as dt
from decimal import Decimal

import pytest

from customers.tests.factories import active_customer
from orders.account.models import Account
from orders.account.posting import lock_account
from orders.payment.allocation import proposal_for
from orders.payment.exposure import exposure_of, outstanding_of_many, within_line
from orders.receivables.ageing import with_ageing
from orders.tests.factories import advance_order, checked_demand, confirmed_order, demand
from orders.tests.factories_money import confirmed_payment, posted_invoice, recorded_payment
from salesmgmt.core import calendar


# W9
@pytest.mark.parametrize(
    ("outstanding", "line", "allowed"),
    [
        ("700000.00", "700000.00", True),
        ("700000.01", "700000.00", False),
        ("0.00", "700000.00", True),
        ("699999.99", "700000.00", True),
    ],
)
def test_supply_goes_on_up_to_and_including_the_line(outstanding, line, allowed):
    assert within_line(Decimal(outstanding), Decimal(line)) is allowed


def days(n):
    return calendar.today() + dt.timedelta(days=n)


def test_the_lines_of_an_exposure_add_up_to_what_is_outstanding(people):
    customer = active_customer(people.rep1)
    posted_invoice(customer, "1000.00", date=days(-60), due_date=days(-30))
    posted_invoice(customer, "500.00", date=days(-5), due_date=days(25))
    confirmed_payment(customer, "200.00")
    found = exposure_of(customer)
    assert found.outstanding == Decimal("1300.00")
    assert sum(amount for _label, amount in found.lines) == found.outstanding
    assert (found.overdue, found.unallocated, found.open_items, found.oldest_days) == (
        Decimal("1000.00"),
        Decimal("200.00"),
        2,
        30,
    )


def test_money_that_finance_has_not_confirmed_counts_for_nothing(people):
    customer = active_customer(people.rep1)
    posted_invoice(customer, "1000.00")
    recorded_payment(customer, "1000.00")
    assert exposure_of(customer).outstanding == Decimal("1000.00")


def test_a_prepayment_is_held_for_its_demand_and_does_not_pay_older_debts(people):
    customer = active_customer(people.rep1)
    posted_invoice(customer, "1000.00")
    confirmed_payment(customer, "300.00", kind="prepayment", demand_notice=demand(customer))
    found = exposure_of(customer)
    assert (found.outstanding, found.reserved) == (Decimal("1000.00"), Decimal("300.00"))


@pytest.mark.parametrize("end", ["refused", "cancelled", "closed"])
def test_a_prepayment_is_free_once_its_notice_or_order_has_ended(people, end):
    """REC-15: nothing is left that it could pay for, so it counts like any other money"""
    customer = active_customer(people.rep1)
    old = posted_invoice(customer, "1000.00", date=days(-60), due_date=days(-30))
    notice = checked_demand(customer)
    order = confirmed_order(customer, demand=notice)
    payment = confirmed_payment(customer, "300.00", kind="prepayment", demand_notice=notice)
    assert (exposure_of(customer).outstanding, proposal_for(payment)) == (Decimal("1000.00"), [])
    if end == "refused":
        advance_order(notice, "head_review", "refused")
    elif end == "cancelled":
        advance_order(order, "cancelled")
    else:
        advance_order(order, "planned", "in_production", "ready", "partly_delivered", "delivered", "accepted", "closed")
    found = exposure_of(customer)
    assert (found.outstanding, found.reserved, found.unallocated) == (Decimal("700.00"), 0, Decimal("300.00"))
    assert outstanding_of_many([customer.pk]) == {customer.pk: Decimal("700.00")}
    account = with_ageing(Account.objects.all(), calendar.today()).get(customer=customer)
    assert (account.outstanding, account.held) == (Decimal("700.00"), 0)
    assert [(invoice.pk, amount) for invoice, amount in proposal_for(payment)] == [(old.pk, Decimal("300.00"))]


def test_the_exposure_of_an_earlier_day_is_what_it_was_then(people):
    customer = active_customer(people.rep1)
    posted_invoice(customer, "1000.00", date=days(-60), due_date=days(-30))
    confirmed_payment(customer, "400.00", date=days(-10))
    assert exposure_of(customer, days(-61)).outstanding == Decimal("0.00")
    assert exposure_of(customer, days(-11)).outstanding == Decimal("1000.00")
    assert exposure_of(customer, days(-10)).outstanding == Decimal("600.00")


def test_a_customer_without_any_invoice_owes_nothing(people):
    customer = active_customer(people.rep1)
    found = exposure_of(customer)
    assert (found.outstanding, found.overdue, found.open_items, found.oldest_days) == (0, 0, 0, 0)


def test_the_account_is_made_at_its_first_use_and_only_once(people):
    customer = active_customer(people.rep1)
    assert lock_account(customer).pk == lock_account(customer.pk).pk
    assert Account.objects.count() == 1


def test_an_exposure_takes_one_query_with_one_invoice_and_with_three(people, django_assert_num_queries):
    customer = active_customer(people.rep1)
    posted_invoice(customer)
    with django_assert_num_queries(1):
        exposure_of(customer)
    posted_invoice(customer)
    posted_invoice(customer)
    with django_assert_num_queries(1):
        exposure_of(customer)
