"""The annual check of five indicators (KPI-13)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from orders.tests.factories_money import confirmed_payment
from orders.warning_line.models import LineAlert
from performance.annual_review import figures
from performance.annual_review.checking import close_year, compute_review, confirm_review
from performance.annual_review.figures import Found, all_met, indicators
from performance.annual_review.models import AnnualReview
from performance.annual_review.states import Indicator
from performance.quota.models import Quota
from salesmgmt.core.calendar import now
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "english_people")]
YEAR = 2025


@pytest.fixture(autouse=True)
def january(time_machine):
    time_machine.move_to("2026-01-01T10:00+08:00")


def met(*failing):
    return [Found(each, each not in failing, Decimal(1), Decimal(1)) for each in Indicator]


@pytest.fixture
def four_met(monkeypatch):
    """Collection, receivable, loss and bad debt are met; the warning line is looked up as it is."""
    for name in ("_collection", "_receivable", "_loss", "_bad_debt"):
        indicator = Indicator(name.removeprefix("_"))
        found = Found(indicator, True, Decimal("0.15"), Decimal("0.1"))
        monkeypatch.setattr(figures, name, lambda user, year, found=found: found)


def above(customer, raised, ended=None):
    return LineAlert.objects.create(
        customer=customer,
        state=LineAlert.State.OVER,
        grade="B",
        line=Decimal(1000),
        balance=Decimal(1500),
        raised_at=raised,
        ended_at=ended,
    )


def test_kpi_13_all_five_or_it_is_not_met():
    """KPI-13"""
    assert all_met(met())
    assert not any(all_met(met(each)) for each in Indicator)
    assert not all_met(met()[:4])


def test_kpi_13_four_met_and_one_customer_above_the_line_names_the_failing_one(people, customer, four_met, client):
    """KPI-13: all_met is false and the failing indicator is named"""
    above(customer, timezone.now() - dt.timedelta(days=20))
    review = compute_review(people.finance, YEAR)
    assert not review.all_met
    assert [str(name) for name in review.failing] == ["Customers above the warning line"]
    assert str(customer) in review.lines.get(indicator=Indicator.WARNING_LINE).detail
    client.force_login(people.gm)
    page = client.get(review.get_absolute_url()).content.decode()
    assert "未达标" in page
    assert "超警戒线客户" in page


def test_kpi_13_who_was_back_below_the_line_at_the_end_of_the_year_does_not_count(people, customer, four_met):
    """KPI-13: what is asked is 31 December"""
    day = timezone.now()
    above(customer, day - dt.timedelta(days=60), day - dt.timedelta(days=20))
    assert compute_review(people.finance, YEAR).all_met


def test_kpi_13_the_five_come_from_where_they_are_found_everywhere(people, customer):
    """KPI-13: collected against the quotas; nothing dispatched, so the receivable ratio is not fulfilled"""
    Quota.objects.create(
        number="Q-1",
        rep=people.rep1,
        year=YEAR,
        collection_amount=Decimal("1000.00"),
        status=Quota.Status.APPROVED,
        created_by=people.director,
    )
    confirmed_payment(customer, "1000.00", date=dt.date(2025, 12, 30))
    rows = {row.indicator: row for row in indicators(YEAR)}
    assert list(rows) == list(Indicator)
    collection = rows[Indicator.COLLECTION]
    assert (collection.is_met, collection.amount, collection.base) == (True, Decimal("1000.00"), Decimal("1000.00"))
    assert (rows[Indicator.RECEIVABLE].is_met, rows[Indicator.RECEIVABLE].limit) == (False, Decimal("0.15"))
    assert rows[Indicator.LOSS].limit == rows[Indicator.BAD_DEBT].limit == Decimal("0.005")


def test_it_is_confirmed_by_the_general_manager_when_the_year_is_over(people, four_met, time_machine):
    time_machine.move_to("2025-12-30T10:00+08:00")
    review = compute_review(people.finance, YEAR)
    with pytest.raises(BusinessError, match="not over yet"):
        confirm_review(review.pk, people.gm)
    with pytest.raises(BusinessError, match="has not begun"):
        compute_review(people.finance, YEAR + 1)
    time_machine.move_to("2026-01-02T10:00+08:00")
    with pytest.raises(BusinessError, match="compute it anew"):
        confirm_review(review.pk, people.gm)
    compute_review(people.director, YEAR)
    with pytest.raises(PermissionDenied, match="general manager"):
        confirm_review(review.pk, people.director)
    assert confirm_review(review.pk, people.gm).status == "confirmed"
    with pytest.raises(BusinessError, match="stays as it is"):
        compute_review(people.finance, YEAR)


def test_j23_the_clock_checks_the_past_year_once(people, four_met):
    """J23, KPI-13"""
    assert (close_year(now()), close_year(now())) == (1, 0)
    assert AnnualReview.objects.get().year == YEAR
    assert Notice.objects.filter(user=people.gm, subject__contains="2025").count() == 1


def test_the_list_and_the_form(client, people, four_met):
    client.force_login(people.finance)
    assert client.post(reverse("annual-review-create"), {"year": YEAR}).status_code == 302
    assert AnnualReview.objects.get().number in client.get(reverse("annual-review-list")).content.decode()
    for name, code in (("rep1", 404), ("manager", 404), ("director", 200), ("gm", 200)):
        client.force_login(getattr(people, name))
        assert client.get(AnnualReview.objects.get().get_absolute_url()).status_code == code
