"""On-time delivery and order accuracy, from what the order lines keep (ORD-10)."""

import datetime as dt

import pytest
import time_machine

from orders.handover import receiving as handover
from orders.order.models import OrderLine
from orders.order.progress import refresh_order
from orders.order_record.punctuality import Punctuality, accepted_lines, punctuality
from orders.tests import factories_fulfilment as make
from salesmgmt.core.calendar import SHANGHAI, day_of, month_bounds, today
from salesmgmt.core.registry import metrics_for
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return company()


def line_of(note):
    return OrderLine.objects.get(order=note.order_id)


def test_the_signature_for_the_last_of_a_line_is_its_day_of_acceptance(people):
    """ORD-10"""
    note = make.delivered_note(people)
    assert line_of(note).accepted_date is None
    handover.record_signature(
        note.pk, people.rep1, receiver="李收货", signed_at=note.delivered_at, accepted={}, scan=make.pdf_file("s.pdf")
    )
    assert line_of(note).accepted_date == day_of(note.delivered_at)


def test_a_line_of_which_something_is_missing_is_not_accepted(people):
    """ORD-10"""
    note = make.signed_delivery(people, accepted=9)
    handover.settle_difference(note.pk, people.rep1, "补发一件")
    assert line_of(note).accepted_date is None


def test_a_line_of_which_more_is_ordered_is_accepted_no_more(people):
    """ORD-10"""
    note = make.signed_delivery(people)
    OrderLine.objects.filter(order=note.order_id).update(quantity=line_of(note).quantity + 1)
    refresh_order(note.order, people.rep1)
    assert line_of(note).accepted_date is None


def test_the_day_of_acceptance_is_that_of_shanghai(people):
    """ORD-10"""
    night = dt.datetime(2026, 3, 3, 0, 30, tzinfo=SHANGHAI)
    with time_machine.travel(night, tick=False):
        note = make.signed_delivery(people)
    assert line_of(note).accepted_date == dt.date(2026, 3, 3)


def ten_lines(people):
    """Ten lines accepted today: nine on the promised day or before, one a day late; and one wrong by our fault."""
    line = line_of(make.signed_delivery(people))
    for number in range(10):
        promised = today() + dt.timedelta(days=number - 1)
        OrderLine.objects.create(
            order=line.order,
            product=line.product,
            quantity=1,
            price=1,
            promised_date=promised,
            accepted_date=today(),
            error_flag=number == 5,
        )
    # Neither delivered nor promised: of these nothing can be said.
    OrderLine.objects.create(order=line.order, product=line.product, quantity=1, promised_date=today())
    OrderLine.objects.filter(pk=line.pk).update(accepted_date=None)
    return OrderLine.objects.filter(order=line.order)


def test_nine_of_ten_on_or_before_the_promised_day_are_90_per_cent(people):
    """ORD-10"""
    found = punctuality(ten_lines(people))
    assert found == Punctuality(lines=10, on_time=9, right=9)
    assert (found.on_time_rate, found.accuracy_rate) == (0.9, 0.9)
    assert punctuality(OrderLine.objects.none()).on_time_rate is None


@pytest.mark.parametrize(
    ("name", "shown"), [("supervisor", [0.9]), ("director", [0.9]), ("gm", [0.9]), ("rep1", []), ("finance", [])]
)
def test_the_rate_of_the_month_stands_on_the_home_page_of_those_in_charge(client, people, name, shown):
    """ORD-10"""
    ten_lines(people)
    user = getattr(people, name)
    values = [each.value(user) for each in metrics_for(user) if each.name == "on-time-lines"]
    assert [value and value.value for value in values] == shown
    client.force_login(user)
    assert ("90.0%" in client.get("/home/more/").content.decode()) is (shown == [0.9])


def test_what_was_accepted_in_another_month_is_not_counted(people):
    """ORD-10"""
    first, last = month_bounds(today())
    lines = ten_lines(people)
    assert accepted_lines(people.rep1, first, last).count() == 10
    lines.update(accepted_date=first - dt.timedelta(days=1))
    assert accepted_lines(people.rep1, first, last).count() == 0
