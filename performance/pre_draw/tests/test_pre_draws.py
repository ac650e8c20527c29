"""The pre-draw of the head of sales (PAY-02)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from customers.customer.maturity import set_mature
from customers.customer.models import Customer
from customers.tests.factories import active_customer
from orders.tests.factories_money import confirmed_payment
from performance.commission.computing import compute_month
from performance.commission.deciding import approve_statement, review_statement
from performance.commission.models import CommissionStatement
from performance.pre_draw.drawing import approve_pre_draw, pay_pre_draw
from performance.pre_draw.models import PreDraw
from salesmgmt.core.exceptions import BusinessError, PermissionDenied

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "english_people")]
MARCH = dt.date(2026, 3, 1)


@pytest.fixture
def march(people, time_machine):
    """3,000 / 4,500 / 1,500 of the three representatives in charge."""

    def earn(*amounts):
        time_machine.move_to("2026-03-02T10:00+08:00")
        for person, amount in zip((people.rep1, people.rep2, people.rep3), amounts, strict=True):
            boss = people.manager2 if person == people.rep3 else people.manager
            customer = active_customer(person)
            Customer.objects.filter(pk=customer.pk).update(first_delivery_date=dt.date(2025, 1, 10))
            set_mature(customer.pk, boss)
            if amount:
                confirmed_payment(customer, f"{amount}.00")
        time_machine.move_to("2026-04-02T10:00+08:00")
        compute_month(MARCH, people.finance)
        return PreDraw.objects.get(person=people.director, month=MARCH)

    return earn


def test_pay_02_3000_4500_and_1500_give_3000(march):
    """PAY-02"""
    pre_draw = march(1_000_000, 1_500_000, 500_000)
    assert pre_draw.amount == Decimal("3000.00")
    assert [line.amount for line in pre_draw.lines.all()] == [Decimal(3000), Decimal(4500), Decimal(1500)]


def test_pay_02_a_rep_with_0_counts_as_0(march):
    """PAY-02"""
    assert march(1_000_000, 500_000, 0).amount == Decimal("1500.00")


def test_it_is_approved_after_the_statements_and_paid_by_finance(client, people, march):
    pre_draw = march(1_000_000, 1_500_000, 500_000)
    compute_month(MARCH, people.finance)
    assert PreDraw.objects.count() == 1
    with pytest.raises(PermissionDenied, match="general manager"):
        approve_pre_draw(pre_draw.pk, people.director)
    with pytest.raises(BusinessError, match="comes first"):
        approve_pre_draw(pre_draw.pk, people.gm)
    for statement in CommissionStatement.objects.all():
        review_statement(statement.pk, people.director)
        approve_statement(statement.pk, people.gm)
    approve_pre_draw(pre_draw.pk, people.gm)
    with pytest.raises(PermissionDenied, match="finance"):
        pay_pre_draw(pre_draw.pk, people.gm)
    assert pay_pre_draw(pre_draw.pk, people.finance).status == "paid"
    for person, code in ((people.director, 200), (people.gm, 200), (people.finance, 200), (people.manager, 404)):
        client.force_login(person)
        assert client.get(pre_draw.get_absolute_url()).status_code == code
    client.force_login(people.gm)
    assert pre_draw.number in client.get(reverse("pre-draw-list"), {"status": "paid"}).content.decode()
