"""The delivery calendar: what stands on which day, and for whom."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from orders.delivery.models import DeliveryNote
from orders.delivery_week.calendar import day_of_note, week_of
from orders.tests import factories_fulfilment as make
from orders.tests.factories import confirmed_order
from salesmgmt.core.calendar import day_of, today, week_bounds

pytestmark = pytest.mark.django_db


def days(user, offset=0):
    monday = week_bounds(today())[0] + dt.timedelta(weeks=offset)
    return {day.date: day for day in week_of(user, monday, today())[1]}


def test_a_note_stands_on_the_day_it_is_planned_expected_or_arrived(people):
    """DLV-07"""
    planned, road, arrived = make.issued_delivery(people), make.travelling_delivery(people), make.delivered_note(people)
    DeliveryNote.objects.filter(pk=road.pk).update(expected_at=timezone.now() + dt.timedelta(days=7))
    road.refresh_from_db()
    assert day_of_note(planned, today()) == planned.planned_date == today()
    assert day_of_note(road, today()) == day_of(road.expected_at)
    assert day_of_note(arrived, today()) == day_of(arrived.delivered_at)
    assert days(people.rep1)[today()].notes == [planned, arrived]
    assert days(people.rep1, 1)[today() + dt.timedelta(days=7)].notes == [road]


def test_what_should_have_left_last_week_stands_on_today(people):
    note = make.issued_delivery(people)
    DeliveryNote.objects.filter(pk=note.pk).update(planned_date=today() - dt.timedelta(days=9))
    assert days(people.rep1)[today()].notes == [note]
    assert not any(day.notes for day in days(people.rep1, -1).values())
    assert not any(day.notes for day in days(people.rep1, -2).values())


def test_what_was_promised_and_is_on_no_note_stands_on_its_day(people):
    order, noted = confirmed_order(owner=people.rep1), make.issued_delivery(people).order
    for each in (order, noted):
        each.lines.update(promised_date=today())
    assert days(people.rep1)[today()].orders == [(order, 1)]


def test_everybody_sees_the_deliveries_of_his_own_customers(client, people):
    note = make.issued_delivery(people)
    client.force_login(people.rep1)
    assert note.number in client.get(reverse("delivery-week")).content.decode()
    client.force_login(people.rep2)
    assert note.number not in client.get(reverse("delivery-week"), {"week": "nonsense"}).content.decode()
    client.force_login(people.production)
    assert client.get(reverse("delivery-week")).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_week_is_three_queries_whatever_it_holds(people, rows, django_assert_num_queries):
    for _each in range(rows):
        make.issued_delivery(people)
        confirmed_order(owner=people.rep1).lines.update(promised_date=today())
    with django_assert_num_queries(3):
        week_of(people.rep1, week_bounds(today())[0], today())
