"""ORD-06: the customer is told how far his order is, and what he was not told is listed."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from orders.order.models import Order
from orders.progress_note.models import CustomerProgressNote
from orders.progress_note.telling import not_informed, tell_customer, words_for_customer
from orders.tests import factories_fulfilment as make
from orders.tests.factories import draft_order
from salesmgmt.core.calendar import whole_minute
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import AuditEntry

pytestmark = pytest.mark.django_db


def untold():
    return list(not_informed(Order.objects.all()))


def say(user, order, **fields):
    values = {"told_at": timezone.now(), "channel": "phone", "contact": "王芳", "text": "货已发出，明日到", **fields}
    return tell_customer(order.pk, user, **values)


def test_what_was_shipped_and_told_has_time_and_channel_and_the_others_are_listed(people):
    """ORD-06"""
    told, silent = make.travelling_delivery(people), make.travelling_delivery(people)
    note = say(people.rep1, told.order, channel="message")
    stored = CustomerProgressNote.objects.get()
    assert (stored.told_at, stored.channel, stored.told_by) == (note.told_at, "message", people.rep1)
    assert untold() == [silent.order]
    assert (
        AuditEntry.objects.filter(action="Customer informed").get().comment
        == "消息（微信、短信），王芳：货已发出，明日到"
    )


def test_the_next_change_asks_for_the_next_word(people):
    """ORD-06"""
    order = make.stocked_order(people)
    assert untold() == [order]
    say(people.rep1, order, told_at=timezone.now())
    assert untold() == []
    make.travelling_delivery(people, order)
    (row,) = untold()
    assert row.left_at == row.news_at
    say(people.rep1, order)
    assert untold() == []


def test_told_in_the_minute_of_the_change_is_told(people):
    """ORD-06: the form knows minutes, the history seconds."""
    order = make.travelling_delivery(people).order
    say(people.rep1, order, told_at=whole_minute(timezone.now()))
    assert untold() == []


def test_who_has_everything_needs_not_be_told(people):
    """ORD-06"""
    make.signed_delivery(people)
    assert untold() == []


@pytest.mark.parametrize("who", ["rep2", "logistics", "finance", "director"])
def test_nobody_but_the_rep_says_that_the_customer_was_told(people, who):
    order = make.stocked_order(people)
    with pytest.raises(PermissionDenied, match="通报客户由负责的销售代表登记"):
        say(getattr(people, who), order)
    assert not CustomerProgressNote.objects.exists()


def test_a_word_has_content_and_lies_between_the_confirmation_and_now(people):
    order = make.stocked_order(people)
    with pytest.raises(BusinessError, match="请写明通报客户的内容"):
        say(people.rep1, order, text=" ")
    for moment in (order.confirmed_at - dt.timedelta(minutes=2), timezone.now() + dt.timedelta(minutes=2)):
        with pytest.raises(BusinessError, match="在订单确认之后、当前时间之前"):
            say(people.rep1, order, told_at=moment)
    with pytest.raises(PermissionDenied, match="通报客户由负责的销售代表登记"):
        say(people.rep1, draft_order(order.customer))
    assert not CustomerProgressNote.objects.exists()


def test_the_words_say_where_the_goods_are(people):
    """ORD-06"""
    order = make.stocked_order(people)
    note = make.draft_delivery(people, order)
    note.lines.update(quantity=4)
    make.checked(note)
    words = words_for_customer(order)
    assert "已入库 10" in words
    assert "交期" in words
    make.travelling_delivery(people, make.stocked_order(people))
    order = Order.objects.order_by("-pk").first()
    assert "在途或待发 10" in words_for_customer(order)
    assert "预计到达" in words_for_customer(order)


def test_the_button_proposes_the_words_and_the_report_opens_the_order(client, people):
    note = make.travelling_delivery(people)
    client.force_login(people.rep1)
    report = client.get(reverse("order-not-informed-list")).content.decode()
    assert note.order.number in report
    assert "已发货" in report
    address = reverse("order-do", args=[note.order_id, "tell"])
    assert "在途或待发 10" in client.get(address, headers={"HX-Request": "true"}).content.decode()
    at = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    assert client.post(address, {"channel": "phone", "told_at": at, "text": "已发货"}).status_code == 302
    assert note.order.number not in client.get(reverse("order-not-informed-list")).content.decode()
    assert "已发货" in client.get(note.order.get_absolute_url()).content.decode()


def test_the_report_shows_the_orders_of_ones_own_customers(client, people):
    note = make.travelling_delivery(people)
    client.force_login(people.rep2)
    assert note.order.number not in client.get(reverse("order-not-informed-list")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_report_asks_the_same_questions_for_one_row_and_three(client, people, rows, django_assert_num_queries):
    for _each in range(rows):
        make.stocked_order(people)
    client.force_login(people.director)
    client.get(reverse("order-not-informed-list"))
    with django_assert_num_queries(8):
        assert client.get(reverse("order-not-informed-list")).context["total"] == str(rows)
