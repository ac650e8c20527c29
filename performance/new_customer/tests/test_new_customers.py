"""New and potential customers of a representative and year (PLN-06, KPI-11)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from customers.customer.models import Customer
from customers.opportunity.potential import potential_count
from customers.tests.factories import LeadFactory, active_customer
from orders.delivery.models import DeliveryNoteLine
from orders.tests.factories_fulfilment import signed_delivery
from performance.new_customer import count as counting
from performance.new_customer.clock import close_year
from performance.new_customer.count import counts_of, demand_now, new_rows, potential_rows, standings
from performance.new_customer.models import NewCustomerCount
from performance.new_customer.rules import Demand, Standing, average, counts, missing, months_of_supply
from salesmgmt.core import calendar
from salesmgmt.core.domain import settings as register
from salesmgmt.core.models import User

D = Decimal
DEMAND = Demand(1, 2, 500, 1000, 1, 2)
YEAR = calendar.today().year


@pytest.mark.parametrize(("quantity", "does"), [("3000", True), ("2999", False), ("2999.99", False)])
def test_pln_06_six_months_of_supply_of_3000_sets_count_and_2999_do_not(quantity, does):
    """PLN-06"""
    months = months_of_supply(dt.date(2026, 7, 31), dt.date(2026, 12, 31))
    assert months == 6
    assert counts(D(quantity), months, 500) is does
    assert missing(D(quantity), months, 500) == max(D(3000) - D(quantity), 0)
    assert average(D(3000), 6) == 500


def test_kpi_11_one_new_and_one_potential_customer_meet_the_minimum_and_not_the_target():
    """KPI-11"""
    one = Standing(new=1, new_at_target=1, potential=1)
    assert (one.is_met(DEMAND), one.reaches_target(DEMAND)) == (True, False)
    assert not Standing(1, 1, 0).is_met(DEMAND)
    assert not Standing(0, 0, 2).is_met(DEMAND)
    assert Standing(2, 2, 2).reaches_target(DEMAND)
    assert not Standing(2, 1, 2).reaches_target(DEMAND)


@pytest.fixture
def supplied(people):
    """A customer of the first representative's, to whom goods were delivered for the first time today."""
    note = signed_delivery(people)
    Customer.objects.filter(pk=note.customer_id).update(owner=people.rep1)
    return note


def months_ago(note, number):
    day = calendar.add_months(dt.date(YEAR, 12, 1), -number + 1)
    Customer.objects.filter(pk=note.customer_id).update(first_delivery_date=day)


@pytest.mark.django_db
def test_pln_06_the_count_has_the_customers_behind_it(people, supplied, monkeypatch):
    """PLN-06"""
    monkeypatch.setattr(counting, "today", lambda: dt.date(YEAR, 12, 31))
    months_ago(supplied, 6)
    DeliveryNoteLine.objects.filter(note=supplied).update(quantity=D(3000))
    row = new_rows([people.rep1.pk], YEAR, demand_now())[0]
    assert (row.customer, row.months, row.quantity, row.counts) == (supplied.customer, 6, D(3000), True)
    assert standings([people.rep1.pk], YEAR, demand_now())[people.rep1.pk] == Standing(1, 0, 0)
    DeliveryNoteLine.objects.filter(note=supplied).update(quantity=D(2999))
    row = new_rows([people.rep1.pk], YEAR, demand_now())[0]
    assert (row.counts, row.missing) == (False, D(1))
    assert new_rows([people.rep1.pk], YEAR - 1, demand_now()) == []


@pytest.mark.django_db
def test_pln_06_a_sample_is_no_supply(people, supplied):
    """PLN-06"""
    type(supplied).objects.filter(pk=supplied.pk).update(kind="sample")
    assert new_rows([people.rep1.pk], YEAR, demand_now())[0].quantity == 0


@pytest.mark.django_db
def test_set_17_says_how_much_is_asked(people, supplied):
    """PLN-06"""
    register.change_setting("new_customer_monthly_quantity", 1, people.admin)
    register.change_setting("new_customers_minimum", 1, people.admin)
    register.change_setting("potential_customers_minimum", 0, people.admin)
    DeliveryNoteLine.objects.filter(note=supplied).update(quantity=D(12))
    found = counts_of(User.objects.filter(pk=people.rep1.pk), YEAR)[0]
    assert (found.standing.new, found.is_met, found.is_closed) == (1, True, False)


def lead(rep, sample=None, intent=None):
    return LeadFactory(
        owner=rep, created_by=rep, status="contacted", sample_confirmed_on=sample, intent_agreed_on=intent
    )


@pytest.mark.django_db
def test_kpi_11_potential_customers_are_counted_as_on_the_home_page_with_what_is_missing(people):
    """KPI-11, LEAD-08"""
    may, june = dt.date(YEAR, 5, 1), dt.date(YEAR, 6, 1)
    both, half = lead(people.rep1, may, june), lead(people.rep1, may)
    lead(people.rep1, dt.date(YEAR - 1, 5, 1), dt.date(YEAR - 1, 6, 1))
    lead(people.rep1)
    rows = potential_rows(people.rep1, YEAR)
    assert [(row.document, row.counts) for row in rows] == [(both, True), (half, False)]
    assert potential_count(people.rep1, YEAR) == sum(row.counts for row in rows) == 1


@pytest.mark.django_db
def test_j23_the_closed_year_is_kept_and_does_not_change(people, supplied):
    """PLN-06, J23"""
    lead(people.rep1, dt.date(YEAR, 5, 1), dt.date(YEAR, 6, 1))
    at = calendar.at(dt.date(YEAR + 1, 1, 1))
    assert (close_year(at), close_year(at)) == (3, 0)
    kept = NewCustomerCount.objects.get(rep=people.rep1)
    assert (kept.year, kept.new, kept.potential, kept.demand["monthly_minimum"]) == (YEAR, 0, 1, 500)
    assert {row["kind"] for row in kept.rows} == {"new", "potential"}
    DeliveryNoteLine.objects.filter(note=supplied).update(quantity=D(90000))
    found = counts_of(User.objects.filter(pk=people.rep1.pk), YEAR)[0]
    assert (found.standing.new, found.is_closed, found.is_met) == (0, True, False)


@pytest.mark.django_db
def test_a_closed_year_is_not_met_and_no_longer_not_met_yet(people, client):
    close_year(calendar.at(dt.date(YEAR + 1, 1, 1)))
    client.force_login(people.rep1)
    for address in (
        reverse("performance-new-customers-of", args=[people.rep1.pk]),
        reverse("performance-new-customers"),
    ):
        page = client.get(address, {"year": YEAR}).content.decode()
        assert "未达标" in page and "尚未达标" not in page


@pytest.mark.django_db
def test_the_pages_show_ones_own_people_and_take_the_same_queries(people, client):
    def queries():
        client.get(reverse("performance-new-customers"))
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("performance-new-customers")).status_code == 200
        return len(found)

    client.force_login(people.gm)
    active_customer(people.rep1, first_delivery_date=dt.date(YEAR, 1, 2))
    one = queries()
    for rep in (people.rep1, people.rep2, people.rep3):
        active_customer(rep, first_delivery_date=dt.date(YEAR, 1, 2))
        lead(rep, dt.date(YEAR, 5, 1), dt.date(YEAR, 6, 1))
    assert queries() == one
    address = reverse("performance-new-customers-of", args=[people.rep1.pk])
    for name, status in (("rep1", 200), ("supervisor", 200), ("rep2", 404), ("supervisor2", 404), ("finance", 403)):
        client.force_login(getattr(people, name))
        assert client.get(address).status_code == status, name
    close_year(calendar.at(dt.date(YEAR, 1, 1)))
    client.force_login(people.rep1)
    assert "年度关账" in client.get(f"{address}?year={YEAR - 1}").content.decode()
