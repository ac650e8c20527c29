"""How the five indicators came about: months, who and what drives them, and December (KPI-13)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from orders.tests.factories_money import confirmed_payment, posted_invoice
from performance.annual_review.checking import compute_review, confirm_review
from performance.annual_review.course import at_this_pace, elapsed_of
from performance.annual_review.papers import paper_context
from performance.annual_review.states import Indicator
from performance.quota.models import Quota

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "english_people")]


def quota(people, person, amount):
    return Quota.objects.create(
        number=f"Q-{person.pk}",
        rep=person,
        year=2025,
        collection_amount=Decimal(amount),
        status=Quota.Status.APPROVED,
        created_by=people.director,
    )


@pytest.fixture
def review(people, customer, time_machine):
    time_machine.move_to("2025-03-10T10:00+08:00")
    quota(people, people.rep1, "1000")
    quota(people, people.rep2, "3000")
    posted_invoice(customer, "5000.00")
    confirmed_payment(customer, "400.00")
    time_machine.move_to("2025-07-02T10:00+08:00")
    confirmed_payment(customer, "600.00")
    return compute_review(people.finance, 2025)


def test_the_last_month_of_the_trend_is_the_indicator_itself(review):
    """Two figures never differ: the trend is counted by the functions of the indicators."""
    for line in review.lines.all():
        assert [day.month for day, _value in line.months] == [1, 2, 3, 4, 5, 6, 7]
        assert line.months[-1][1] == line.value, line.indicator
    collection = review.lines.get(indicator=Indicator.COLLECTION)
    assert [value for _day, value in collection.months] == [0, 0, *[Decimal("0.1")] * 4, Decimal("0.25")]


def test_who_drives_it_the_greatest_gap_first(people, customer, review):
    collection = review.lines.get(indicator=Indicator.COLLECTION)
    assert [name for name, _gap in collection.driven_by][0] == str(people.rep2)
    assert collection.driven_by[0][1] == Decimal(3000)
    receivable = review.lines.get(indicator=Indicator.RECEIVABLE)
    assert receivable.driven_by == [(f"{customer.name}（{customer.owner}）", Decimal(4000))]


def test_what_is_expected_until_december(review, people, time_machine):
    collection = review.lines.get(indicator=Indicator.COLLECTION)
    assert collection.expected == (Decimal("0.25") / Decimal(183) * 365).quantize(Decimal("0.0000000001"))
    time_machine.move_to("2026-01-02T10:00+08:00")
    closed = compute_review(people.finance, 2025)
    assert set(closed.lines.values_list("expected", flat=True)) == {None}
    assert len(closed.lines.first().months) == 12


def test_a_confirmed_check_keeps_its_months(review, people, customer, time_machine):
    time_machine.move_to("2026-01-02T10:00+08:00")
    confirm_review(compute_review(people.finance, 2025).pk, people.gm)
    kept = [line.trend for line in review.lines.all()]
    confirmed_payment(customer, "1.00", dt.date(2025, 12, 30))
    assert [line.trend for line in review.lines.all()] == kept


@pytest.mark.parametrize(
    ("day", "share"), [("2025-12-31", None), ("2026-01-01", None), ("2024-12-31", None), ("2025-03-14", Decimal("0.2"))]
)
def test_how_much_of_the_year_has_passed(day, share):
    assert elapsed_of(2025, dt.date.fromisoformat(day)) == share
    if share:
        assert at_this_pace(Decimal(300), share) == 1500


def test_what_stands_behind_an_indicator_is_of_the_year_of_the_check(client, people, review, time_machine):
    time_machine.move_to("2026-01-05T10:00+08:00")
    client.force_login(people.gm)
    behind = client.get(review.get_absolute_url()).context["behind"]
    pages = [client.get(address) for _label, address in behind]
    assert [page.status_code for page in pages] == [200] * 5
    assert [page.context["year"] for page in pages[:4]] == [2025] * 4
    assert behind[4][1].endswith("?state=over_warning_line&raised_at_before=2025-12-31")
    assert pages[4].context["filterset"].form.cleaned_data["raised_at"].stop is not None


def test_the_page_shows_it_and_the_paper_too(client, people, review, django_assert_max_num_queries):
    client.force_login(people.gm)
    client.get(review.get_absolute_url())
    with django_assert_max_num_queries(10):  # the five lines are read once
        page = client.get(review.get_absolute_url())
    assert page.content.decode().count("data-chart") == 5
    answer = client.get(reverse("annual-review-pdf", args=[review.pk]))
    assert answer["Content-Type"] == "application/pdf"
    context = paper_context(review)
    assert context["draft"]
    assert len(context["months"]) == 7
    client.force_login(people.rep1)
    assert client.get(reverse("annual-review-pdf", args=[review.pk])).status_code in (403, 404)
