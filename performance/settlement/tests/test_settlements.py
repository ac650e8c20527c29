"""The annual settlement and its condition (PAY-01)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from performance.annual_review import figures
from performance.annual_review.checking import compute_review, confirm_review
from performance.annual_review.figures import Found
from performance.annual_review.states import Indicator
from performance.commission.models import CommissionStatement
from performance.settlement.models import AnnualSettlement
from performance.settlement.settling import approve_settlement, make_settlement, pay_settlement, settle_year
from salesmgmt.core.calendar import now
from salesmgmt.core.exceptions import BusinessError, PermissionDenied

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "english_people")]
YEAR = 2025


@pytest.fixture(autouse=True)
def january(time_machine):
    time_machine.move_to("2026-01-05T10:00+08:00")


def statement(person, month, total, status, qualified=False):
    return CommissionStatement.objects.create(
        number=f"C-{person.pk}-{month}",
        person=person,
        month=dt.date(YEAR, month, 1),
        total=Decimal(total),
        status=status,
        qualified=qualified,
    )


@pytest.fixture
def checked(people, monkeypatch):
    """The check of the year, with these indicators failing."""

    def check(*failing):
        rows = [Found(each, each not in failing, Decimal(1), Decimal(1)) for each in Indicator]
        monkeypatch.setattr("performance.annual_review.checking.indicators", lambda year: rows)
        review = compute_review(people.finance, YEAR)
        return confirm_review(review.pk, people.gm)

    assert figures.all_met
    return check


def test_pay_01_without_the_condition_the_general_manager_gives_a_reason(client, people, checked):
    """PAY-01: "condition not met" is shown and approval needs the GM with a reason"""
    checked(Indicator.WARNING_LINE)
    statement(people.rep1, 11, "300.00", "paid", qualified=True)
    statement(people.rep1, 12, "200.00", "approved")
    settlement = make_settlement(people.finance, YEAR)
    line = settlement.lines.get()
    assert (line.accrued, line.paid, line.rest) == (Decimal(500), Decimal(300), Decimal(200))
    with pytest.raises(BusinessError, match=r"Condition not met: Customers above the warning line.*reason"):
        approve_settlement(settlement.pk, people.gm, " ")
    with pytest.raises(PermissionDenied, match="general manager"):
        approve_settlement(settlement.pk, people.director, "all did their best")
    approve_settlement(settlement.pk, people.gm, "one customer, secured by a mortgage")
    settlement.refresh_from_db()
    assert (settlement.status, settlement.condition_met) == ("approved", False)
    assert settlement.exception_reason == "one customer, secured by a mortgage"
    with pytest.raises(PermissionDenied, match="finance"):
        pay_settlement(settlement.pk, people.gm)
    pay_settlement(settlement.pk, people.finance)
    assert set(CommissionStatement.objects.values_list("status", flat=True)) == {"paid"}
    client.force_login(people.gm)
    page = client.get(settlement.get_absolute_url()).content.decode()
    assert "条件未满足" in page
    assert "超警戒线客户" in page


def test_pay_01_with_the_condition_no_reason_is_needed(people, checked):
    """PAY-01"""
    checked()
    statement(people.rep1, 12, "200.00", "approved")
    settlement = make_settlement(people.finance, YEAR)
    assert approve_settlement(settlement.pk, people.gm).condition_met


def test_the_rest_is_the_rest_only_when_all_is_decided(people, checked):
    with pytest.raises(BusinessError, match="comes first"):
        make_settlement(people.finance, YEAR)
    checked()
    with pytest.raises(BusinessError, match="not over yet"):
        make_settlement(people.finance, YEAR + 1)
    statement(people.rep1, 12, "200.00", "reviewed")
    settlement = make_settlement(people.finance, YEAR)
    with pytest.raises(BusinessError, match=r"not yet approved: 1"):
        approve_settlement(settlement.pk, people.gm)


def test_j23_the_clock_makes_the_settlement_after_the_check(people, checked):
    """J23, PAY-01"""
    assert settle_year(now()) == 0
    checked()
    statement(people.rep1, 12, "200.00", "approved")
    assert (settle_year(now()), settle_year(now())) == (1, 0)
    assert AnnualSettlement.objects.get().year == YEAR


def test_who_sees_it(client, people, checked):
    checked()
    statement(people.rep1, 12, "200.00", "approved")
    client.force_login(people.finance)
    assert client.post(reverse("settlement-create"), {"year": YEAR}).status_code == 302
    settlement = AnnualSettlement.objects.get()
    for name, code in (("rep1", 404), ("manager", 404), ("director", 200), ("gm", 200), ("finance", 200)):
        client.force_login(getattr(people, name))
        assert client.get(settlement.get_absolute_url()).status_code == code
    client.force_login(people.gm)
    assert settlement.number in client.get(reverse("settlement-list")).content.decode()
