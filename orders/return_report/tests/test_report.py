"""The report of returns by the five categories (RET-01)."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from customers.tests.factories import active_customer
from orders.billing.entry import bill_delivery
from orders.invoice.posting import post_invoice
from orders.return_order import on_site
from orders.return_order.models import ReturnOrder
from orders.return_receipt import crediting
from orders.return_report.exports import build_report
from orders.return_report.figures import by_category, by_customer, by_month, by_product, lines_of
from orders.return_report.period import months
from orders.tests import factories_returns as made
from orders.tests.factories import everybody
from salesmgmt.core.calendar import at, day_of, today

pytestmark = pytest.mark.usefixtures("english")

D = Decimal


@pytest.fixture(scope="module")
def kept(kept_db):
    """10 and 20 pieces at 50 in two categories of two customers; the second received as 19 and credited."""
    people = everybody()
    first, second = made.delivered_line(people), made.delivered_line(people, customer=active_customer(people.rep1))
    post_invoice(bill_delivery(second.note.pk, people.finance).pk, people.finance)
    made.listed_return(people, {first: 10}, "2")
    ret = made.received_return(people, {second: 20}, "5", counted={second: 19})
    return SimpleNamespace(people=people, returns=(first, second, crediting.credit_return(ret.pk, people.finance)))


@pytest.fixture
def people(begun):
    return begun.people


@pytest.fixture
def returns(begun):
    return begun.returns


def chosen(**more):
    first, last = months(None, None)
    return {"since": first, "until": last, **more}


def test_the_five_categories_stand_there_with_quantity_and_amount(people, returns):
    """RET-01"""
    rows = by_category(lines_of(people.rep1, chosen()))
    assert [(row.returns, row.quantity, row.amount, row.counted, row.credited) for row in rows] == [
        (0, 0, 0, 0, 0),
        (1, D(10), D("500.00"), 0, 0),
        (0, 0, 0, 0, 0),
        (0, 0, 0, 0, 0),
        (1, D(20), D("1000.00"), D(19), D("950.00")),
    ]


def test_what_the_customer_kept_does_not_count_and_the_choice_narrows(people, returns):
    """RET-01"""
    first, second, _ret = returns
    cancelled = made.listed_return(people, {first: 5}, "3")
    on_site.cancel_return(cancelled.pk, people.rep1, "留用")
    assert by_category(lines_of(people.rep1, chosen()))[2].quantity == 0
    rows = lines_of(people.rep1, chosen(customer=second.note.customer))
    assert [row.quantity for row in by_customer(rows)] == [D(20)]
    assert [row.label for row in by_product(lines_of(people.rep1, chosen(product=first.product)))] == [
        f"{first.product.code} {first.product.name}"
    ]
    year = today().replace(year=today().year - 1)
    first_day, last_day = months(year, year)
    assert not lines_of(people.rep1, {"since": first_day, "until": last_day}).exists()


def test_each_month_stands_there_with_what_came_back_and_was_taken_off(people, returns):
    """RET-01: by the day of the notice, in Shanghai."""
    _first, _second, ret = returns
    before = at(months(None, None)[1].replace(day=1)) - dt.timedelta(minutes=1)
    ReturnOrder.objects.filter(pk=ret.pk).update(
        notified_at=before, required_by=before, arrived_at=before, reason_at=before
    )
    since = day_of(before).replace(day=1)
    rows = by_month(lines_of(people.rep1, chosen(since=since)))
    assert [(row.label, row.quantity, row.credited) for row in rows] == [
        (f"{since:%Y-%m}", D(20), D("950.00")),
        (f"{today():%Y-%m}", D(10), D(0)),
    ]


def test_the_report_is_of_ones_own_scope(people, returns, client):
    """RET-01, SEC-01"""
    assert not lines_of(people.rep2, chosen()).exists()
    client.force_login(people.finance)
    page = client.get(reverse("return-report"))
    assert page.status_code == 200
    assert page.context["total"].quantity == 30
    bad = client.get(reverse("return-report"), {"since": "x", "until": "2026-99", "customer": "zz", "cause": "-1"})
    assert bad.status_code == 200
    client.force_login(people.planner)
    assert client.get(reverse("return-report")).status_code == 403


def test_the_workbook_has_the_groups_and_the_lines(people, returns, tmp_path):
    """RET-01, SEC-07: without the right to export nothing goes out."""
    path = tmp_path / "returns.xlsx"
    assert build_report(people.director, {}, path, lambda done: None) == 2
    book = load_workbook(path)
    assert len(book.sheetnames) == 6
    values = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2, max_row=6)]
    assert [row[2] for row in values] == [0, 10, 0, 0, 20]
    assert build_report(people.rep1, {}, tmp_path / "none.xlsx", lambda done: None) == 0
