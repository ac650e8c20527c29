"""What sales cost: claims by sales per person, team and month (EXP-08)."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance.expense_claim.tests.test_expense_claims import agreed, row, submitted
from performance.expense_ratio.ratio import by_month, by_person, by_unit, expense_ratio, people_of, total_of
from performance.metric.period import period_of
from performance.metric.tests.test_metrics import sold
from salesmgmt.core.calendar import today
from salesmgmt.core.templatetags.salesmgmt import percent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

D = Decimal


@pytest.mark.parametrize(
    ("claims", "sales", "text"), [("2000", "100000", "2.0%"), ("0", "5", "0.0%"), ("5", "0", "—"), ("1", "3", "33.3%")]
)
def test_exp_08_claims_of_2000_of_sales_of_100000_are_2_per_cent(claims, sales, text):
    """EXP-08"""
    assert percent(expense_ratio(D(claims), D(sales))) == text


def test_exp_08_by_person_team_and_month(client, people, customer):
    """EXP-08 with documents: 2,000 of 100,000"""
    sold(people, customer, "100000", today())
    agreed(people, people.rep1, row("A1", "1500"), row("A2", "500", "promotion"))
    submitted(people.rep1, row("A3", "777"))  # not approved yet
    agreed(people, people.rep2, row("A4", "300"))
    period = period_of("month", today())
    everybody = list(people_of(people.gm))
    found = {each.who.username: each for each in by_person(everybody, period)}
    rep1 = found["rep1"]
    assert (rep1.claims, rep1.sales, rep1.value) == (D(2000), D(100000), D("0.02"))
    assert (found["rep2"].claims, found["rep2"].value) == (D(300), None)
    units = {each.who: each for each in by_unit(list(found.values()), period)}
    assert units[people.units.team1].value == D("0.02")
    months = by_month(everybody, today().year)
    assert (len(months), months[today().month - 1].claims) == (12, D(2300))
    assert total_of(list(found.values())).value == D("0.023")
    client.force_login(people.gm)
    page = client.get(reverse("expense-ratio"), {"period": period.key}).content.decode()
    assert "2.0%" in page and "¥100,000.00" in page


def test_who_sees_whose_ratio(client, people):
    for person, names in (
        (people.rep1, {"rep1"}),
        (people.supervisor, {"supervisor"}),
        (people.manager, {"manager", "supervisor", "supervisor2", "rep1", "rep2"}),
        (people.manager2, {"manager2", "rep3"}),
    ):
        assert {each.username for each in people_of(person)} == names
    assert people_of(people.finance).count() == people_of(people.gm).count() == 8
    for person, status in ((people.rep1, 200), (people.quality, 403)):
        client.force_login(person)
        assert client.get(reverse("expense-ratio")).status_code == status


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_keeps_its_queries(client, people, customer, count):
    for number in range(count):
        agreed(people, people.rep1, row(f"A{number}"))
        sold(people, customer, "100", today())
    client.force_login(people.gm)
    client.get(reverse("expense-ratio"))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(reverse("expense-ratio")).status_code == 200
    assert len(queries) <= 70
