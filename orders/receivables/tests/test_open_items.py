"""The open items of any day: the rows behind a figure of a day that has passed."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from customers.tests.factories import active_customer
from orders.payment.allocation import allocate
from orders.receivables.tables import items_then
from orders.tests.factories_money import confirmed_payment, posted_invoice
from salesmgmt.core.calendar import at, today

D = Decimal


def days(number):
    return today() + dt.timedelta(days=number)


@pytest.fixture
def customer(people):
    """1,000 billed 90 days ago, 300 of it paid 20 days ago; 50 billed ten days ago."""
    customer = active_customer(people.rep1)
    invoice = posted_invoice(customer, "1000.00", date=days(-90), due_date=days(-60))
    payment = confirmed_payment(customer, "300.00", date=days(-20))
    with time_machine.travel(at(days(-20), dt.time(9)), tick=False):
        allocate(payment.pk, people.finance, [(invoice.pk, D("300.00"))])
    posted_invoice(customer, "50.00", date=days(-10), due_date=days(20))
    return customer


def found(client, address):
    page = client.get(address)
    assert page.status_code == 200
    table = page.context["table"]
    return [table.value_open(None, row.record) for row in table.rows]


def test_it_shows_what_was_open_on_the_day(people, customer, client):
    client.force_login(people.finance)
    assert found(client, items_then(days(-30))) == [D("1000.00")]
    assert found(client, items_then(days(-15))) == [D("700.00")]
    assert found(client, items_then(days(0))) == [D("700.00"), D("50.00")]
    assert found(client, items_then(days(-1), "overdue")) == [D("700.00")]
    assert found(client, items_then(days(-1), "not_due")) == [D("50.00")]
    assert found(client, items_then(days(-1), customer=0)) == []
    text = client.get(items_then(days(-15), customer=customer.pk)).content.decode()
    assert customer.name in text


@pytest.mark.parametrize("by", ["customer", "rep", "region"])
def test_every_figure_of_the_ageing_of_a_past_day_leads_to_its_rows(people, customer, client, by):
    client.force_login(people.finance)
    page = client.get(reverse("receivable-ageing"), {"by": by, "day": days(-15).isoformat()})
    followed = 0
    for row in page.context["rows"]:
        for amount, address in [(row["open"], row["open_at"]), (row["overdue"], row["overdue_at"]), *row["ageing"]]:
            if amount and address:
                assert sum(found(client, address)) == amount
                followed += 1
    assert followed >= (3 if by != "region" else 0)
    assert sum(found(client, page.context["overdue_at"])) == page.context["totals"]["overdue"]


def test_the_report_of_a_past_day_leads_to_the_items_of_that_day(people, customer, client):
    client.force_login(people.finance)
    day = days(-15)
    text = client.get(reverse("receivable-report"), {"day": day.isoformat()}).content.decode()
    assert items_then(day, "overdue", customer=customer.pk).replace("&", "&amp;") in text
    account = reverse("customer-account", args=[customer.pk])
    assert f"{account}?date_before={day}" in text


def test_a_representative_sees_his_own(people, customer, client):
    posted_invoice(active_customer(people.rep2), "80.00", date=days(-40))
    client.force_login(people.rep1)
    assert found(client, items_then(days(-15))) == [D("700.00")]
