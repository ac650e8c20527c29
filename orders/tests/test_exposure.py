"""What a customer owes, line by line."""

import datetime as dt
from decimal import Decimal

import pytest

from customers.tests.factories import active_customer
from orders.domain.exposure import exposure_of, lock_account, within_line
from orders.models import Account
from orders.tests.factories import demand
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


def test_an_exposure_takes_two_queries_with_one_invoice_and_with_three(people, django_assert_num_queries):
    customer = active_customer(people.rep1)
    posted_invoice(customer)
    with django_assert_num_queries(2):
        exposure_of(customer)
    posted_invoice(customer)
    posted_invoice(customer)
    with django_assert_num_queries(2):
        exposure_of(customer)
