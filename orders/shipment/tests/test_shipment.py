"""DLV-07: who carries the goods, when they are expected, what happens on the road."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from orders.delivery import dispatch
from orders.delivery.models import DeliveryNote
from orders.shipment.clock import alert_late_shipments
from orders.shipment.models import ShipmentEvent
from orders.shipment.tracking import record_event
from orders.tests import factories_fulfilment as make
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Notice

pytestmark = pytest.mark.django_db


def outbound(people):
    note = make.issued_delivery(people)
    return dispatch.issue_stock(note.pk, people.warehouse)


def in_hours(hours):
    return timezone.now() + dt.timedelta(hours=hours)


def late_notices():
    return sorted(Notice.objects.filter(subject__startswith="预计时间已过").values_list("user__username", flat=True))


def test_who_carries_the_goods_is_chosen_for_each_delivery(people, settings_of):
    """DLV-07, SET-46"""
    note = outbound(people)
    assert note.carried_by == "logistics"
    with pytest.raises(BusinessError, match="请填写承运商"):
        dispatch.depart(note.pk, people.logistics, carried_by="carrier", expected_at=in_hours(5))
    left = dispatch.depart(
        note.pk,
        people.logistics,
        carried_by="carrier",
        carrier="顺达物流",
        driver_phone="139 0000 0000",
        vehicle="渝A1",
        expected_at=in_hours(5),
    )
    assert (left.carried_by, left.carrier, left.driver_phone) == ("carrier", "顺达物流", "139 0000 0000")
    settings_of(carrier_default="salesperson")
    own = outbound(people)
    assert own.carried_by == "salesperson"
    assert dispatch.depart(own.pk, people.rep1, expected_at=in_hours(1)).status == "in_transit"


def test_nothing_is_expected_before_it_left(people):
    """DLV-07"""
    note = outbound(people)
    with pytest.raises(BusinessError, match="预计到达时间应在发车之后"):
        dispatch.depart(note.pk, people.logistics, driver="张", expected_at=in_hours(-1))
    note.refresh_from_db()
    assert (note.status, note.departed_at) == ("outbound", None)


def test_logistics_and_rep_are_alerted_once_when_the_expected_arrival_has_passed(people):
    """DLV-07, J05"""
    note = make.travelling_delivery(people)
    at_the_minute = note.expected_at.replace(second=59)
    assert alert_late_shipments(at_the_minute) == 0
    later = note.expected_at + dt.timedelta(minutes=1)
    assert alert_late_shipments(later) == 2
    assert alert_late_shipments(later + dt.timedelta(hours=1)) == 0
    assert late_notices() == sorted([people.logistics.username, people.rep1.username])


def test_who_gives_a_later_arrival_is_alerted_again_only_when_that_has_passed_too(people):
    """DLV-07"""
    note = make.travelling_delivery(people)
    assert alert_late_shipments(note.expected_at + dt.timedelta(minutes=5)) == 2
    newer = note.expected_at + dt.timedelta(hours=6)
    record_event(note.pk, people.logistics, kind="underway", at=timezone.now(), place="綦江", expected_at=newer)
    assert alert_late_shipments(newer) == 0
    assert alert_late_shipments(newer + dt.timedelta(minutes=1)) == 2


def test_what_has_arrived_is_late_no_more(people):
    """DLV-07"""
    note = make.delivered_note(people)
    assert alert_late_shipments(note.expected_at + dt.timedelta(days=1)) == 0


def test_a_problem_stands_on_the_note_until_it_is_solved_and_is_told(people):
    """DLV-07"""
    note = make.travelling_delivery(people)
    now = timezone.now()
    with pytest.raises(BusinessError, match="请写明问题"):
        record_event(note.pk, people.logistics, kind="problem", at=now)
    with pytest.raises(BusinessError, match="没有未解决的运输问题"):
        record_event(note.pk, people.logistics, kind="solved", at=now)
    with pytest.raises(BusinessError, match="在发车之后、当前时间之前"):
        record_event(note.pk, people.logistics, kind="underway", at=note.departed_at - dt.timedelta(minutes=2))
    assert not ShipmentEvent.objects.exists()
    record_event(note.pk, people.logistics, kind="problem", at=now, place="遵义", text="爆胎")
    note.refresh_from_db()
    assert note.transport_problem == "爆胎"
    told = Notice.objects.filter(subject__startswith="运输途中出现问题")
    assert [notice.user for notice in told] == [people.rep1]
    record_event(note.pk, people.logistics, kind="solved", at=timezone.now(), text="已换胎")
    note.refresh_from_db()
    assert note.transport_problem == ""
    assert list(note.shipment_events.values_list("kind", flat=True)) == ["solved", "problem"]


@pytest.mark.parametrize("who", ["rep2", "warehouse", "manager", "finance"])
def test_nobody_else_records_what_happens_on_the_road(people, who):
    note = make.travelling_delivery(people)
    with pytest.raises(PermissionDenied, match="途中情况由物流或负责的销售代表登记"):
        record_event(note.pk, getattr(people, who), kind="underway", at=timezone.now())
    assert not ShipmentEvent.objects.exists()


def test_goods_do_not_arrive_before_they_left(people):
    note = make.travelling_delivery(people)
    with pytest.raises(BusinessError, match="送达时间不能早于发车时间"):
        dispatch.arrive(note.pk, people.logistics, note.departed_at - dt.timedelta(hours=1))
    note.refresh_from_db()
    assert note.status == "in_transit"


def test_the_page_calls_the_driver_and_takes_an_event(client, people):
    note = make.travelling_delivery(people)
    client.force_login(people.logistics)
    page = client.get(note.get_absolute_url()).content.decode()
    assert 'href="tel:13900000000"' in page
    address = reverse("delivery-do", args=[note.pk, "track"])
    at = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    assert client.post(address, {"kind": "problem", "at": at, "text": "道路封闭"}).status_code == 302
    assert "道路封闭" in client.get(note.get_absolute_url()).content.decode()


def test_the_list_shows_what_is_late_on_the_road(client, people):
    late, fine = make.travelling_delivery(people), make.travelling_delivery(people)
    DeliveryNote.objects.filter(pk=late.pk).update(expected_at=in_hours(-1))
    client.force_login(people.director)
    page = client.get(reverse("delivery-list"), {"late_on_the_road": "true"}).content.decode()
    assert late.number in page
    assert fine.number not in page
