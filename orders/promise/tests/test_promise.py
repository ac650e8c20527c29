"""The promised date of an order line changes with a reason only, and the customer is told (ORD-06, ORD-10)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from orders.order.models import Order
from orders.order_change.execution import execute_change
from orders.order_change.models import OrderChangeLine
from orders.order_change.review import assess_impacts
from orders.order_life.strip import promises_of
from orders.order_record.punctuality import punctuality
from orders.progress_note.telling import not_informed, tell_customer
from orders.promise.changing import change_promise, promise_problem
from orders.promise.models import PromiseChange
from orders.tests import factories_fulfilment as make
from orders.tests.factories import confirmed_order, draft_change
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.exceptions import BusinessError

pytestmark = pytest.mark.usefixtures("english")

DAY = dt.date(2026, 4, 10)
LATER = dt.timedelta(days=40)


@pytest.fixture
def order(people):
    return confirmed_order(owner=people.rep1)


def promise(order, person, days=LATER, reason="铸件到料晚两周", **fields):
    line = order.lines.get()
    return change_promise(order.pk, person, line=line.pk, promised_date=today() + days, reason=reason, **fields)


@pytest.mark.parametrize(
    ("after", "reason", "said"),
    [
        (DAY, " ", "changes only with a reason"),
        (DAY - dt.timedelta(days=8), "设备检修", "lies in the past"),
        (DAY, "设备检修", "promised already"),
        (DAY + dt.timedelta(days=1), "设备检修", ""),
    ],
)
def test_why_a_day_cannot_be_promised(after, reason, said):
    found = promise_problem(DAY, after, DAY - dt.timedelta(days=7), reason)
    assert said in found and bool(said) == bool(found)


def test_the_representative_promises_another_day_and_the_row_keeps_both(people, order):
    line = order.lines.get()
    before = line.promised_date
    promise(order, people.rep1)
    row = PromiseChange.objects.get()
    assert (row.before, row.after, row.reason, row.changed_by) == (
        before,
        today() + LATER,
        "铸件到料晚两周",
        people.rep1,
    )
    line.refresh_from_db()
    assert (line.promised_date, line.promised_first, line.due_date) == (today() + LATER, before, before)


def test_nobody_else_promises_and_nothing_without_a_reason(people, order):
    for person in (people.rep2, people.production, people.finance):
        with pytest.raises(PermissionDenied, match="promised by the sales representative"):
            promise(order, person)
    with pytest.raises(BusinessError, match="changes only with a reason"):
        promise(order, people.rep1, reason=" ")
    assert not PromiseChange.objects.exists()


def test_what_has_arrived_is_promised_no_more(people):
    order = make.delivered_note(people).order
    with pytest.raises(PermissionDenied, match="goods are still to come"):
        promise(order, people.rep1)
    waiting = confirmed_order(owner=people.rep1)
    with pytest.raises(BusinessError, match="of another order"):
        change_promise(
            waiting.pk, people.rep1, line=order.lines.get().pk, promised_date=today() + LATER, reason="设备检修"
        )


def test_a_row_is_never_edited(people, order):
    promise(order, people.rep1)
    with transaction.atomic(), pytest.raises(DatabaseError, match="promise_append_only"):
        PromiseChange.objects.update(reason="改写")


def test_the_customer_is_to_be_told_and_the_page_says_when_he_was(client, people, order):
    """ORD-06"""
    told = {"told_at": timezone.now(), "channel": "phone", "contact": "王工", "text": "已确认"}
    tell_customer(order.pk, people.rep1, **told)
    orders = Order.objects.filter(pk=order.pk)
    assert not not_informed(orders).exists()
    promise(order, people.rep1)
    assert not_informed(orders).exists()
    client.force_login(people.rep1)
    address = reverse("order-detail", args=[order.pk])
    assert "尚未告知客户" in client.get(address).content.decode()
    assert "承诺交期已更改" in client.get(reverse("order-not-informed-list")).content.decode()
    tell_customer(order.pk, people.rep1, **{**told, "told_at": timezone.now()})
    ((_change, note),) = promises_of(order)[order.lines.get().pk]
    assert note.contact == "王工"
    page = client.get(address).content.decode()
    assert "尚未告知客户" not in page and "铸件到料晚两周" in page


@pytest.mark.parametrize(("asked", "on_time"), [(True, 1), (False, 0)])
def test_our_own_delay_is_measured_against_the_first_promise(people, order, asked, on_time):
    """ORD-10"""
    promise(order, people.rep1, asked_by_customer=asked)
    line = order.lines.get()
    order.lines.update(accepted_date=line.due_date + dt.timedelta(days=1))
    assert line.promised_date > line.due_date + dt.timedelta(days=1)
    found = punctuality(order.lines.all())
    assert (found.lines, found.on_time) == (1, on_time)


def test_an_executed_change_of_the_date_is_a_new_promise(people, order):
    """CHG-05, ORD-10"""
    change = draft_change(order)
    OrderChangeLine.objects.create(change=change, order_line=order.lines.get(), due_date=today() + LATER)
    approvals.submit(change, people.rep1)
    assess_impacts(change.pk, people.manager, impact_production="无", impact_delivery="推迟", impact_cost="无")
    approvals.approve(approvals.open_steps_of(change).get().pk, people.manager, "同意")
    execute_change(change.pk, people.rep1)
    row = PromiseChange.objects.get()
    assert (row.after, row.asked_by_customer, str(change) in row.reason) == (today() + LATER, True, True)


def test_the_form_offers_the_lines_that_are_still_to_come(client, people, order):
    client.force_login(people.rep1)
    data = {"line": order.lines.get().pk, "promised_date": today() + LATER, "reason": "设备检修"}
    response = client.post(reverse("order-do", args=[order.pk, "promise"]), data)
    assert response.status_code in (204, 302)
    assert order.lines.get().promised_date == today() + LATER
