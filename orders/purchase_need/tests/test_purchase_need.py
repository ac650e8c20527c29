"""What an order waits for, and when that puts it at risk (ORD-07)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from orders.order.handover import tell_departments
from orders.purchase_need import following
from orders.purchase_need.models import PurchaseNeed
from orders.purchase_need.rules import is_late
from orders.tests.factories import confirmed_order
from salesmgmt.core.calendar import at, today
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice

pytestmark = pytest.mark.django_db

SOON = dt.timedelta(days=5)


@pytest.fixture
def order(people):
    made = confirmed_order(owner=people.rep1)
    tell_departments(made, lambda: "", people.manager)
    return made


def need_of(people, order, item="油封", days=5):
    return following.open_need(
        order.pk,
        people.purchasing,
        item=item,
        quantity=Decimal(20),
        unit="只",
        need_date=today() + dt.timedelta(days=days),
        supplier="",
        remark="",
    )


def told(who):
    return Notice.objects.filter(user=who, key__startswith="purchase-need-late").count()


def run(day):
    return following.notice_late_needs(at(day, dt.time(6)))


def test_a_need_that_is_not_here_on_its_day_puts_the_order_at_risk(people, order):
    """ORD-07, J08: flagged, and the rep is told, once."""
    need = need_of(people, order)
    assert run(need.need_date) == 0
    order.refresh_from_db()
    assert order.at_risk_since is None
    assert run(need.need_date + dt.timedelta(days=1)) == 2
    assert run(need.need_date + dt.timedelta(days=2)) == 0
    order.refresh_from_db()
    need.refresh_from_db()
    assert (order.at_risk_since is not None, need.late) == (True, True)
    assert (told(people.rep1), told(people.purchasing), told(people.rep2)) == (1, 1, 0)


def test_the_order_is_at_risk_until_the_last_late_need_has_arrived(people, order):
    """ORD-07."""
    first, second = need_of(people, order), need_of(people, order, "轴承")
    run(first.need_date + dt.timedelta(days=1))
    for need, at_risk in ((first, True), (second, False)):
        following.order_need(need.pk, people.purchasing, supplier="川仪", expected_on=today())
        following.receive_need(need.pk, people.purchasing, arrived_on=today())
        order.refresh_from_db()
        assert (order.at_risk_since is not None) is at_risk
    assert list(PurchaseNeed.objects.values_list("status", "late")) == [("arrived", False)] * 2


@pytest.mark.parametrize(
    ("status", "days", "late"),
    [("open", 0, False), ("open", 1, True), ("ordered", 1, True), ("arrived", 1, False), ("cancelled", 1, False)],
)
def test_the_day_itself_is_in_time(status, days, late):
    """ORD-07."""
    day = dt.date(2026, 3, 10)
    assert is_late(status, day, day + dt.timedelta(days=days)) is late


def test_only_purchasing_enters_and_follows_needs(people, order):
    """ORD-07."""
    for who in (people.rep1, people.production, people.director):
        with pytest.raises(PermissionDenied, match="采购需求由采购部"):
            following.open_need(order.pk, who, item="油封", quantity=Decimal(1), need_date=today())
    with pytest.raises(BusinessError, match="数量不能为零"):
        following.open_need(order.pk, people.purchasing, item="油封", quantity=Decimal(0), need_date=today())
    need = need_of(people, order)
    with pytest.raises(PermissionDenied, match="由采购部跟进"):
        following.order_need(need.pk, people.rep1, supplier="川仪", expected_on=today())
    with pytest.raises(BusinessError, match="日期已过"):
        following.order_need(need.pk, people.purchasing, supplier="川仪", expected_on=today() - SOON)
    with pytest.raises(BusinessError, match="不能变为"):
        following.receive_need(need.pk, people.purchasing, arrived_on=today())
    following.order_need(need.pk, people.purchasing, supplier="川仪", expected_on=today() + SOON)
    with pytest.raises(BusinessError, match="日期应在订购日与今天之间"):
        following.receive_need(need.pk, people.purchasing, arrived_on=today() + SOON)
    need.refresh_from_db()
    assert need.status == "ordered"


def test_a_cancelled_order_needs_nothing(people, order):
    """ORD-07, ORD-09."""
    need = need_of(people, order)
    run(need.need_date + dt.timedelta(days=1))
    following.stop_needs_of(order, user=people.rep1, reason="客户取消")
    need.refresh_from_db()
    order.refresh_from_db()
    assert (need.status, need.late, order.at_risk_since) == ("cancelled", False, None)


def test_the_page_of_the_order_says_that_it_is_at_risk(client, people, order):
    """ORD-07."""
    need = need_of(people, order, days=-1)
    client.force_login(people.rep1)
    assert "有风险自" in client.get(order.get_absolute_url()).content.decode()
    rows = client.get(reverse("order-list"), {"at_risk": "true"}).context["page"].object_list
    assert [row.record for row in rows] == [order]
    assert client.get(need.get_absolute_url()).status_code == 200
    client.force_login(people.rep2)
    assert client.get(need.get_absolute_url()).status_code == 404


def test_a_need_is_entered_and_changed_on_the_pages(client, people, order):
    """ORD-07."""
    client.force_login(people.purchasing)
    data = {"item": "轴承", "quantity": "5", "unit": "套", "need_date": today() + SOON, "supplier": "", "remark": ""}
    client.post(reverse("order-do", args=[order.pk, "purchase-need"]), data)
    need = PurchaseNeed.objects.get()
    client.post(reverse("purchase-need-edit", args=[need.pk]), data | {"quantity": "6"})
    need.refresh_from_db()
    assert (need.item, need.quantity) == ("轴承", 6)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_questions_for_one_row_and_three(client, people, order, rows, django_assert_num_queries):
    for _each in range(rows):
        need_of(people, order)
    client.force_login(people.director)
    client.get(reverse("purchase-need-list"))
    with django_assert_num_queries(8):
        client.get(reverse("purchase-need-list"))
