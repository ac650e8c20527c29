"""The team page: one's own people against plan and time elapsed (TEAM-02, TEAM-06)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from customers.tests.factories import LeadFactory, active_customer
from customers.visit.models import Visit
from orders.tests.factories import confirmed_order
from orders.tests.factories_money import confirmed_payment
from performance.commission.computing import compute_month
from performance.commission.tests.test_months import mature
from performance.plan.tests.plans import quota
from performance.team.figures import MONTH, YEAR, period_of, progress_of
from performance.team.rules import elapsed_share, is_behind, per_working_day
from salesmgmt.core import calendar
from salesmgmt.core.calendar import add_months, today
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.money import cents
from salesmgmt.core.permissions import Role
from salesmgmt.core.tests.factories import UserFactory

D = Decimal


def test_team_06_40_per_cent_of_the_target_at_mid_period_is_behind():
    """TEAM-06"""
    half = elapsed_share(dt.date(2026, 6, 1), dt.date(2026, 6, 30), dt.date(2026, 6, 15))
    assert half == D("0.5")
    assert is_behind(D(400), D(1000), half)
    assert not is_behind(D(500), D(1000), half)
    assert is_behind(D("499.99"), D(1000), half)
    assert not is_behind(D(0), None, half)
    assert not is_behind(D(0), D(0), half)


def test_a_period_that_has_not_begun_or_is_over():
    first, last = dt.date(2026, 6, 1), dt.date(2026, 6, 30)
    assert elapsed_share(first, last, dt.date(2026, 5, 31)) == 0
    assert elapsed_share(first, last, dt.date(2026, 7, 2)) == 1
    assert per_working_day(D(1000), 4) == D(250)
    assert per_working_day(D(1000), 0) is None
    assert period_of(MONTH, dt.date(2026, 6, 30)).working_days_left == 1


def work(rep, collected="100.00"):
    """A lead, a visit, an order and a payment of one representative, today."""
    customer = active_customer(rep)
    LeadFactory(owner=rep, created_by=rep, status="contacted")
    Visit.objects.create(
        number=next_number("visit"),
        customer=customer,
        visitor=rep,
        day=today(),
        purpose="对账",
        status="reported",
        visited_at=calendar.now(),
        created_by=rep,
    )
    confirmed_order(customer)
    confirmed_payment(customer, collected)
    return customer


@pytest.mark.django_db
def test_team_02_a_supervisor_sees_the_work_of_his_three_people_and_of_nobody_else(people, client):
    """TEAM-02"""
    team = [people.rep1]
    for number in (2, 3):
        name = f"team1-{number}"
        team.append(UserFactory(username=name, roles=[Role.REP], unit=people.units.team1, superior=people.supervisor))
    for rep in (*team, people.rep2, people.rep3):
        work(rep)
    client.force_login(people.supervisor)
    rows = [row for row, _links in client.get(reverse("performance-team")).context["rows"]]
    assert {row.person for row in rows} == set(team)
    assert {(row.leads, row.visits, row.orders, row.collected) for row in rows} == {(1, 1, 1, D("100.00"))}
    page = client.get(reverse("performance-team")).content.decode()
    assert people.rep2.name not in page and people.rep3.name not in page


@pytest.mark.django_db
def test_team_06_who_is_behind_stands_in_the_list(people, client):
    """TEAM-06"""
    elapsed = period_of(YEAR).elapsed
    for rep, part in ((people.rep1, elapsed - D("0.1")), (people.rep2, D("1.5"))):
        quota(people, rep, "100000")
        confirmed_payment(active_customer(rep), f"{100_000 * part:.2f}")
    client.force_login(people.manager)
    found = client.get(reverse("performance-team") + "?behind=true").context
    assert [row.person for row in found["behind"]] == [people.rep1]
    assert [row.person for row, _links in found["rows"]] == [people.rep1]
    assert progress_of(people.manager, [people.rep3], period_of(YEAR))[0].is_behind is False


@pytest.mark.django_db
def test_team_02_a_director_drills_down_by_unit(people, client):
    """TEAM-02"""
    for rep in (people.rep1, people.rep2, people.rep3):
        work(rep)
    client.force_login(people.director)
    units = client.get(reverse("performance-team")).context["units"]
    assert [(each.unit, each.people, each.collected) for each in units] == [
        (people.units.east, 2, D("200.00")),
        (people.units.west, 1, D("100.00")),
    ]
    found = client.get(reverse("performance-team") + f"?unit={people.units.east.pk}").context
    assert [each.unit for each in found["units"]] == [people.units.team1, people.units.team2]
    assert {row.person for row, _links in found["rows"]} == {people.rep1, people.rep2}
    client.force_login(people.supervisor)  # the unit of somebody else opens nothing of his
    found = client.get(reverse("performance-team") + f"?unit={people.units.west.pk}").context
    assert {row.person for row, _links in found["rows"]} == {people.rep1}


@pytest.mark.django_db
def test_the_figures_lead_to_the_rows_behind_them(people, client):
    work(people.rep1)
    client.force_login(people.manager)
    _row, links = next(each for each in client.get(reverse("performance-team")).context["rows"] if each[0].orders)
    for name in ("leads", "visits", "orders", "payments"):
        page = client.get(links[name]).context["page"]
        assert len(page.object_list) == 1, name


@pytest.mark.django_db
def test_my_page_says_what_is_missing_on_each_working_day(people, client):
    """TEAM-06"""
    quota(people, people.rep1, "120000")
    work(people.rep1, "2000.00")
    client.force_login(people.rep1)
    answer = client.get(reverse("performance-mine"), follow=True)
    month, year = answer.context["cards"]
    assert (month["row"].target, month["row"].gap, year["row"].gap) == (D(10000), D(8000), D(118000))
    days = period_of(MONTH).working_days_left
    assert month["per_day"] == (cents(D(8000) / days) if days else None)
    assert "coaching-note-create" not in answer.content.decode()


@pytest.mark.django_db
def test_nobody_opens_the_page_of_somebody_elses_people(people, client):
    """TEAM-02, SEC-01"""
    address = reverse("performance-person", args=[people.rep1.pk])
    for name, status in (
        ("rep1", 200),
        ("supervisor", 200),
        ("manager", 200),
        ("gm", 200),
        ("rep2", 404),
        ("supervisor2", 404),
        ("manager2", 404),
        ("finance", 403),
        ("warehouse", 403),
    ):
        client.force_login(getattr(people, name))
        assert {client.get(each).status_code for each in (address, f"{address}more/")} == {status}, name
    for name in ("rep1", "finance"):
        client.force_login(getattr(people, name))
        assert client.get(reverse("performance-team")).status_code == 403


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.django_db
def test_the_team_page_takes_the_same_queries_with_one_person_at_work_and_with_three(people, client):
    client.force_login(people.gm)
    quota(people, people.rep1, "1000")
    work(people.rep1)
    one = queries(client, reverse("performance-team"))
    for rep in (people.rep2, people.rep3):
        quota(people, rep, "1000")
        work(rep)
    assert queries(client, reverse("performance-team")) == one


@pytest.mark.django_db
def test_the_team_page_reads_the_uncounted_days_and_each_unit_once(people, client):
    work(people.rep1)
    client.force_login(people.gm)
    with CaptureQueriesContext(connection) as found:
        client.get(reverse("performance-team"))
    asked = [query["sql"] for query in found]
    assert sum("performance_uncountedpersondays" in sql for sql in asked) == 1
    assert not [sql for sql in asked if 'FROM "core_user"' in sql and '"core_unit"."name"' in sql and "roles" in sql]


@pytest.mark.django_db
def test_my_page_names_commission_points_and_training(people, client):
    """What was earned with the payment it comes from, what is pending and why, and what points were lost by"""
    customer = mature(people.rep1, people.manager)
    payment = confirmed_payment(customer, "20000.00")
    waiting = confirmed_payment(active_customer(people.rep1), "500.00")
    client.force_login(people.rep1)
    answer = client.get(reverse("performance-person-more", args=[people.rep1.pk]))
    parts = {section.name: part for section, part in answer.context["sections"]}
    assert parts["earning"]["coming"] == D("60.00")
    assert [line.reference for line in parts["earning"]["lines"]] == [payment.number]
    assert parts["earning"]["pending"] == []
    assert parts["assessment"]["last"] is None
    assert payment.get_absolute_url() in answer.content.decode()
    compute_month(today().replace(day=1), people.finance, day=add_months(today(), 1))
    answer = client.get(reverse("performance-person-more", args=[people.rep1.pk]))
    parts = {section.name: part for section, part in answer.context["sections"]}
    whys = {str(label): (number, base) for label, number, base, _amount in parts["earning"]["pending"]}
    assert whys == {"比例待定": (1, waiting.amount), "提成表待审核": (1, D(20000))}
    assert "/training/" not in str(parts.get("training"))
    client.force_login(people.supervisor)
    answer = client.get(reverse("performance-person-more", args=[people.rep1.pk]))
    assert "earning" not in {section.name for section, _part in answer.context["sections"]}


@pytest.mark.django_db
def test_the_place_among_all_is_shown_where_the_setting_allows_it(people, client, settings_of):
    for person, amount, got in ((people.rep1, "1000", "300.00"), (people.rep2, "1000", "900.00")):
        quota(people, person, amount)
        confirmed_payment(active_customer(person), got)
    client.force_login(people.rep1)
    assert client.get(reverse("performance-mine")).context["rank"] is None
    settings_of(rank_shown=True)
    rank = client.get(reverse("performance-mine")).context["rank"]
    assert (rank.place, rank.people) == (2, 2)
    client.force_login(people.rep3)
    assert client.get(reverse("performance-mine")).context["rank"] is None


@pytest.mark.django_db
def test_my_page_takes_the_same_queries_with_one_customer_and_with_three(people, client):
    quota(people, people.rep1, "120000")
    work(people.rep1, "2000.00")
    client.force_login(people.rep1)
    address = reverse("performance-mine")
    more = reverse("performance-person-more", args=[people.rep1.pk])
    assert more in client.get(address).content.decode()
    one, one_more = queries(client, address), queries(client, more)
    for _each in range(2):
        work(people.rep1, "2000.00")
        confirmed_payment(mature(people.rep1, people.manager), "100.00")
    assert queries(client, more) - one_more <= 2  # the owners' and classes' past is asked for once there is a movement
    assert queries(client, address) - one <= 2
    assert queries(client, address) <= 20
    assert queries(client, more) <= 26
