"""The delivery calendar: what stands on which day, and for whom."""

import datetime as dt
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from customers.visit_week.calendar import week_label
from orders.delivery.models import DeliveryNote
from orders.delivery_week.calendar import NOTES_A_DAY, month_of, week_of, with_day
from orders.delivery_week.rescheduling import reschedule_delivery
from orders.tests import factories_fulfilment as make
from orders.tests.factories import confirmed_order
from salesmgmt.core.calendar import day_of, today, week_bounds
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import AuditEntry, Notice

pytestmark = pytest.mark.django_db


def days(user, offset=0):
    monday = week_bounds(today())[0] + dt.timedelta(weeks=offset)
    return {day.date: day for day in week_of(user, monday, today())[1]}


def test_a_note_stands_on_the_day_it_is_planned_expected_or_arrived(people):
    """DLV-07"""
    planned, road, arrived = make.issued_delivery(people), make.travelling_delivery(people), make.delivered_note(people)
    DeliveryNote.objects.filter(pk=road.pk).update(expected_at=timezone.now() + dt.timedelta(days=7))
    road.refresh_from_db()
    stands = dict(with_day(DeliveryNote.objects.all(), today()).values_list("pk", "day"))
    assert stands == {
        planned.pk: planned.planned_date,
        road.pk: day_of(road.expected_at),
        arrived.pk: day_of(arrived.delivered_at),
    }
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


def test_of_a_day_with_many_notes_the_first_are_shown_and_the_rest_one_touch_away(client, people):
    note = make.issued_delivery(people)
    for number in range(NOTES_A_DAY + 2):
        note.pk, note.number = None, f"DLV-COPY-{number:02}"
        note.save()
    client.force_login(people.rep1)
    page = client.get(reverse("delivery-week"))
    (day,) = [day for day in page.context["days"] if day.is_today]
    assert (len(day.notes), day.more_notes) == (NOTES_A_DAY, 3)
    assert "还有 3 张送货单" in page.content.decode()
    whole = client.get(reverse("delivery-week"), {"week": f"{today():%G-W%V}", "day": f"{today()}"}).content.decode()
    assert f"DLV-COPY-{NOTES_A_DAY + 1:02}" in whole
    assert "张送货单" not in whole
    assert client.get(reverse("delivery-week"), {"day": "2026-99-99"}).status_code == 200


def test_everybody_sees_the_deliveries_of_his_own_customers(client, people):
    note = make.issued_delivery(people)
    client.force_login(people.rep1)
    assert note.number in client.get(reverse("delivery-week")).content.decode()
    client.force_login(people.rep2)
    assert note.number not in client.get(reverse("delivery-week"), {"week": "nonsense"}).content.decode()
    client.force_login(people.production)
    assert client.get(reverse("delivery-week")).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_week_is_five_queries_whatever_it_holds(people, rows, django_assert_num_queries):
    for _each in range(rows):
        make.issued_delivery(people)
        confirmed_order(owner=people.rep1).lines.update(promised_date=today())
    with django_assert_num_queries(5):  # notes and promises of all days, and what is shown of them with its customers
        week_of(people.rep1, week_bounds(today())[0], today())


# -- planned for another day


def reschedule(note, user, day, reason=""):
    return reschedule_delivery(note.pk, user, planned_date=day, reason=reason)


@pytest.mark.parametrize("person", ["rep1", "logistics"])
def test_a_delivery_is_planned_for_another_day_before_the_goods_leave(people, person):
    note = make.issued_delivery(people)
    later = today() + dt.timedelta(days=2)
    assert reschedule(note, getattr(people, person), later).planned_date == later
    told = Notice.objects.filter(user=people.rep1, subject__contains=note.number, body__contains=later.isoformat())
    assert told.count() == (person == "logistics")


def test_later_than_promised_only_with_the_reason(people):
    note = make.issued_delivery(people)
    note.order.lines.update(promised_date=today() + dt.timedelta(days=1))
    later = today() + dt.timedelta(days=2)
    with pytest.raises(BusinessError, match="请说明推迟的原因"):
        reschedule(note, people.rep1, later, "  ")
    note.refresh_from_db()
    assert note.planned_date == today()
    assert reschedule(note, people.rep1, today() + dt.timedelta(days=1)).planned_date == today() + dt.timedelta(days=1)
    reschedule(note, people.rep1, later, "Truck broken")
    assert AuditEntry.objects.filter(object_id=note.pk, comment="Truck broken").count() == 1


def test_no_delivery_is_planned_for_yesterday(people):
    note = make.issued_delivery(people)
    with pytest.raises(BusinessError, match="日期已过"):
        reschedule(note, people.rep1, today() - dt.timedelta(days=1))


def test_goods_on_the_road_are_planned_no_more_and_not_by_strangers(people):
    note, travelling = make.issued_delivery(people), make.travelling_delivery(people)
    for each, person in ((travelling, people.rep1), (note, people.rep2), (note, people.finance)):
        with pytest.raises(PermissionDenied, match="在货物出库前更改"):
            reschedule(each, person, today() + dt.timedelta(days=3))
        each.refresh_from_db()
        assert each.planned_date == today()


def test_the_calendar_names_the_days_to_which_a_note_may_move(client, people):
    note = make.issued_delivery(people)
    client.force_login(people.rep1)
    page = client.get(reverse("delivery-week"), {"week": week_label(today() + dt.timedelta(days=7))}).content.decode()
    assert note.number not in page
    client.post(
        reverse("delivery-do", args=[note.pk, "reschedule"]),
        {"planned_date": (today() + dt.timedelta(days=7)).isoformat(), "reason": "Crane"},
    )
    shown = client.get(reverse("delivery-week"), {"week": week_label(today() + dt.timedelta(days=7))})
    moves = json.loads(next(each.moves for day in shown.context["days"] for each in day.notes))
    assert len(moves) == 6
    dialog = client.get(next(iter(moves.values())))
    assert dialog.context["form"].initial["planned_date"] == next(iter(moves))
    client.force_login(people.director)
    seen = client.get(reverse("delivery-week"), {"week": week_label(today() + dt.timedelta(days=7))})
    assert [each.moves for day in seen.context["days"] for each in day.notes] == ["{}"]


# -- the month


def figures(user, date=None):
    first = (date or today()).replace(day=1)
    _span, weeks = month_of(user, first, today())
    return {day.date: day for week in weeks for day in week}


def test_a_month_says_how_much_stands_on_each_day(people):
    """DLV-07"""
    note, order = make.issued_delivery(people), confirmed_order(owner=people.rep1)
    order.lines.update(promised_date=today())
    note.order.lines.update(promised_date=today())
    day = figures(people.rep1)[today()]
    assert (day.notes, day.quantity) == (1, 10)
    assert (day.promised, day.promised_quantity, day.unplanned, day.late) == (2, 20, 1, 0)


def test_what_has_not_arrived_on_its_day_is_late_and_what_has_is_not(people):
    """ORD-10"""
    yesterday = today() - dt.timedelta(days=1)
    late, there = confirmed_order(owner=people.rep1), make.delivered_note(people).order
    for each in (late, there):
        each.lines.update(promised_date=yesterday)
    day = figures(people.rep1, yesterday)[yesterday]
    assert (day.promised, day.late) == (2, 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_month_is_three_queries_whatever_it_holds(people, rows, django_assert_num_queries):
    for _each in range(rows):
        make.issued_delivery(people)
        confirmed_order(owner=people.rep1).lines.update(promised_date=today())
    with django_assert_num_queries(3):  # whom he substitutes, notes, promises
        figures(people.rep1)


def test_the_page_of_a_month_leads_to_the_week_and_to_what_is_late(client, people):
    yesterday = today() - dt.timedelta(days=1)
    confirmed_order(owner=people.rep1).lines.update(promised_date=yesterday)
    client.force_login(people.rep1)
    page = client.get(reverse("delivery-week"), {"month": f"{yesterday:%Y-%m}"}).content.decode()
    assert f"?week={week_label(yesterday)}" in page
    assert f"promised_date_after={yesterday}&amp;promised_date_before={yesterday}" in page
    assert client.get(reverse("delivery-week"), {"month": "nonsense"}).context["span"].kind == "month"
    client.force_login(people.rep2)
    other = client.get(reverse("delivery-week"), {"month": f"{yesterday:%Y-%m}"}).content.decode()
    assert "promised_date_after" not in other
    client.force_login(people.logistics)
    assert client.get(reverse("delivery-week"), {"month": f"{today():%Y-%m}"}).status_code == 200
