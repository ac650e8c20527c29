"""The one page: the figures of the other pages with their course, what waits, what went wrong (PRODUCT: reads one page)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from customers.tests.factories import active_customer
from orders.tests.factories_money import posted_invoice
from performance.metric.tests.test_metrics import sold
from performance.one_page.figures import arrow_of, line_of, measured, tone_of
from performance.one_page.week import KINDS, week_of
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.models import User

pytestmark = pytest.mark.usefixtures("english")

D = Decimal


def test_a_course_is_drawn_from_the_least_to_the_most():
    assert line_of([D(0), D(5), None, D(10)]) == "0.0,32.0 40.0,16.0 120.0,0.0"
    assert line_of([D(3), D(3)]) == "0.0,16.0 120.0,16.0"
    assert (line_of([D(1), None]), line_of([])) == ("", "")


@pytest.mark.parametrize(
    ("change", "less_is_good", "arrow", "tone"),
    [
        ("0.05", False, "▲ 5.0%", "good"),
        ("0.05", True, "▲ 5.0%", "bad"),
        ("-0.05", False, "▼ 5.0%", "bad"),
        ("0", False, "= 0.0%", "neutral"),
        (None, False, "", "neutral"),
    ],
)
def test_a_change_says_its_direction_not_by_colour_alone(change, less_is_good, arrow, tone):
    moved = None if change is None else D(change)
    assert (arrow_of(moved).replace(" %", "%"), tone_of(moved, less_is_good)) == (arrow, tone)


@pytest.mark.django_db
def test_a_month_that_has_just_begun_is_compared_with_nothing(people):
    customer = active_customer(people.rep1)
    last, before = add_months(today().replace(day=1), -1), add_months(today().replace(day=1), -2)
    sold(people, customer, "110000", last)
    sold(people, customer, "100000", before)
    tile = next(each for each in measured(people.gm) if each.label == "Sales amount")
    assert tile.change.startswith("▲ 10.0")
    assert len(tile.course) == 12
    assert tile.course[-2:] == [D(100000), D(110000)]


@pytest.mark.django_db
def test_the_week_counts_what_its_list_shows(people, client):
    customer = active_customer(people.rep1)
    posted_invoice(customer, "100.00", date=today() - dt.timedelta(days=40), due_date=today() - dt.timedelta(days=2))
    posted_invoice(customer, "200.00", date=today() - dt.timedelta(days=40), due_date=today() - dt.timedelta(days=9))
    shown = week_of(people.gm)
    assert len(shown) == len(KINDS)
    late = next(each for each in shown if each.label == "Invoices that became overdue")
    assert (late.now, late.before, late.tone) == ("1", "1", "bad")
    client.force_login(people.gm)
    page = client.get(late.address)
    assert len(page.context["table"].rows) == 1
    for each in shown:
        assert client.get(each.address).status_code == 200


@pytest.mark.django_db
def test_it_is_the_page_of_those_who_lead(people, client):
    for person, status in ((people.gm, 200), (people.director, 200), (people.rep1, 403), (people.finance, 403)):
        client.force_login(person)
        assert client.get(reverse("one-page")).status_code == status
        assert client.get(reverse("one-page-measured")).status_code == status
        assert client.get(reverse("one-page-owed")).status_code == status


@pytest.mark.django_db
def test_what_is_summed_follows_the_page_and_leads_to_its_rows(people, client):
    posted_invoice(active_customer(people.rep1), "20000.00", date=today() - dt.timedelta(days=40), due_date=today())
    posted_invoice(
        active_customer(people.rep1),
        "10000.00",
        date=today() - dt.timedelta(days=40),
        due_date=today() - dt.timedelta(1),
    )
    client.force_login(people.gm)
    page = client.get(reverse("one-page")).content.decode()
    assert reverse("one-page-owed") in page
    assert reverse("one-page-measured") in page
    opened, overdue = client.get(reverse("one-page-owed")).context["tiles"]
    assert (opened.text, overdue.text) == ("3.00", "1.00")
    for tile in (opened, overdue):
        assert client.get(tile.address).status_code == 200


@pytest.mark.django_db
def test_an_empty_company_has_a_page_without_figures(people, client):
    """A division by zero is said as n/a."""
    User.objects.update(language="en")
    client.force_login(people.gm)
    assert "n/a" in client.get(reverse("one-page-measured"), HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "No decision waits for you" in client.get(reverse("one-page"), HTTP_ACCEPT_LANGUAGE="en").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_same_number_of_queries(people, client, django_assert_max_num_queries, rows):
    for _number in range(rows):
        sold(people, active_customer(people.rep1), "100", today())
    client.force_login(people.gm)
    for name, most in (("one-page", 14), ("one-page-measured", 15), ("one-page-owed", 8)):
        client.get(reverse(name))
        with django_assert_max_num_queries(most):
            client.get(reverse(name))
