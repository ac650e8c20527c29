"""The rules of plan release, inspection and delivery as tables of examples, without a database."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from orders.delivery.models import DeliveryNote
from orders.delivery.rules import available, shortages
from orders.handover.rules import closing_problems, formalities_problem
from orders.inspection.rules import inspection_status
from orders.order.rules import order_status_of
from orders.plan.rules import oral_notice_state, plan_problems
from salesmgmt.core.calendar import at, deadline


def moment(day, hour, minute=0):
    return at(dt.date(2026, 3, day), dt.time(hour, minute))


@pytest.mark.parametrize(
    ("released", "state"),
    [(moment(3, 10), "met"), (moment(3, 10, 1), "late"), (moment(2, 11), "met")],
)
def test_the_form_is_on_time_until_the_exact_minute_24_hours_after_the_oral_notice(released, state):
    """PRD-02."""
    due = deadline(moment(2, 10), 24)
    assert oral_notice_state(due, released, moment(5, 8)) == state


def test_the_clock_of_an_oral_notice_runs_until_its_deadline():
    """PRD-02."""
    due = deadline(moment(2, 10), 24)
    assert oral_notice_state(None, None, moment(3, 10)) == ""
    assert oral_notice_state(due, None, moment(3, 10)) == "running"
    assert oral_notice_state(due, None, moment(3, 10, 1)) == "late"


def test_a_plan_names_each_problem_of_its_lines():
    """PRD-03: rigorous, accurate, unique."""
    good = ("A", Decimal(5), Decimal(5), dt.date(2026, 3, 1), "按标准")
    assert plan_problems([good], []) == []
    bad = ("B", Decimal(6), Decimal(5), None, " ")
    assert len(plan_problems([good, bad], ["A"])) == 4
    assert len(plan_problems([], [])) == 1


@pytest.mark.parametrize(("entered", "held", "left"), [(98, 0, 98), (98, 98, 0), (98, 50, 48), (10, 20, 0)])
def test_what_is_in_stock_and_not_held_is_available(entered, held, left):
    """QC-02."""
    assert available(Decimal(entered), Decimal(held)) == left


def test_99_of_98_passed_are_short_and_98_are_not():
    """QC-02, DLV-01."""
    assert len(shortages([("A", Decimal(99), Decimal(98))])) == 1
    assert shortages([("A", Decimal(98), Decimal(98))]) == []


@pytest.mark.parametrize(("passed", "status"), [(100, "passed"), (98, "failed"), (0, "failed")])
def test_an_inspection_passes_only_whole(passed, status):
    """QC-02."""
    assert inspection_status(Decimal(100), Decimal(passed)) == status


@pytest.mark.parametrize(
    ("done", "reason", "same_day", "refused"),
    [
        (moment(1, 20), "", True, False),
        (moment(2, 8), "", True, True),
        (moment(2, 8), "客户仓库休息", True, False),
        (moment(2, 8), "", False, False),
        (moment(1, 13), "", True, True),
    ],
)
def test_a_later_day_needs_the_objective_reason_in_writing(done, reason, same_day, refused):
    """DLV-05, SET-14a."""
    assert bool(formalities_problem(moment(1, 14), done, reason, same_day)) is refused


@pytest.mark.parametrize(
    ("done", "late"),
    [
        (moment(2, 14), False),
        (moment(2, 14, 0).replace(second=59), False),
        (moment(2, 14, 1), True),
        (None, None),
    ],
)
def test_formalities_are_on_time_until_the_exact_minute(done, late):
    """DLV-05: delivered at 14:00 on day 1."""
    due = deadline(moment(1, 14).replace(second=20), 24)
    assert DeliveryNote(formalities_due_at=due, formalities_done_at=done).formalities_late is late


def test_a_note_closes_only_with_receipt_formalities_and_the_returned_copy():
    """DLV-02, DLV-05, DLV-06."""
    assert closing_problems(True, True, True) == []
    assert [len(closing_problems(*flags)) for flags in ((False, True, True), (True, False, True), (False,) * 3)] == [
        1,
        1,
        3,
    ]


def line(ordered=10, stocked=0, delivered=0, accepted=0):
    return tuple(Decimal(each) for each in (ordered, stocked, delivered, accepted))


@pytest.mark.parametrize(
    ("lines", "planned", "started", "status"),
    [
        ([line()], False, False, "confirmed"),
        ([line()], True, False, "planned"),
        ([line()], True, True, "in_production"),
        ([line(stocked=9)], True, True, "in_production"),
        ([line(stocked=10)], True, True, "ready"),
        ([line(stocked=10), line()], True, True, "in_production"),
        ([line(stocked=10, delivered=4)], True, True, "partly_delivered"),
        ([line(stocked=10, delivered=10)], True, True, "delivered"),
        ([line(stocked=10, delivered=10, accepted=10)], True, True, "accepted"),
    ],
)
def test_an_order_earns_its_status_by_its_lines(lines, planned, started, status):
    assert order_status_of("confirmed", lines, planned=planned, started=started) == status


def test_an_order_never_goes_back_and_a_cancelled_one_stays_cancelled():
    assert order_status_of("ready", [line()], planned=True, started=True) == "ready"
    assert order_status_of("cancelled", [line()], planned=True, started=True) == "cancelled"


def test_the_business_day_is_the_day_in_shanghai():
    """DLV-05: 23:30 and 00:30 in Shanghai are two days, although one day in UTC."""
    late, early = moment(1, 23, 30), moment(2, 0, 30)
    assert late.astimezone(dt.UTC).date() == early.astimezone(dt.UTC).date()
    assert formalities_problem(late, early, "", True)
    assert timezone.is_aware(late)
