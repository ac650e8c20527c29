"""The deliveries of a week, day by day: notes where they are, and promised order lines that no note carries yet; and the
same of a month in figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Sum

from customers.visit_week.calendar import month_span, week_label, week_span
from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.order.models import Order, OrderLine
from orders.order.progress import with_quantities
from orders.order.states import COMING, LADDER
from salesmgmt.core.calendar import at, day_of

if TYPE_CHECKING:
    from typing import Any

    from customers.visit_week.calendar import Span
    from salesmgmt.core.models import User

# As many of a day as one looks at. Of further orders the number stands there with the list behind it, of further notes the
# number with the whole day behind it.
ORDERS_A_DAY = 12
NOTES_A_DAY = 12
DAY = dt.timedelta(days=1)
NONE = Decimal(0)


@dataclass
class Day:
    """A day with its notes, and the orders of which something promised for it is on no note: the first of both, and how
    many there are beside them."""

    date: dt.date
    is_today: bool
    is_past: bool
    notes: list[DeliveryNote] = field(default_factory=list)
    orders: list[tuple] = field(default_factory=list)  # [(order, number of lines)]
    more_notes: int = 0
    more_orders: int = 0


@dataclass
class DayFigures:
    """A day of the month in figures: the notes that stand on it, and what was promised for it, in order lines."""

    date: dt.date
    is_outside: bool
    is_today: bool
    is_past: bool
    week: str
    notes: int = 0
    quantity: Decimal = NONE
    promised: int = 0
    promised_quantity: Decimal = NONE
    unplanned: int = 0
    late: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.notes and not self.promised


def day_of_note(note: DeliveryNote, today: dt.date) -> dt.date:
    """On which day a note stands: arrived, expected or planned, by what is known of it; what should have happened before
    today and has not stands on today."""
    if note.delivered_at is not None:
        return day_of(note.delivered_at)
    on_the_road = note.status == DeliveryNote.Status.IN_TRANSIT and note.expected_at is not None
    return max(day_of(note.expected_at) if on_the_road else note.planned_date, today)


def notes_between(user: User, first: dt.date, last: dt.date, today: dt.date) -> Any:
    """The notes this person may read that stand on these days: one query on the day of planning, expectation, arrival."""
    begin, end = at(first), at(last + DAY)
    coming = Q(delivered_at__isnull=True) & (Q(planned_date__lte=last) | Q(expected_at__lt=end))
    if not first <= today <= last:
        coming &= Q(planned_date__gte=first) | Q(expected_at__gte=begin)
    rows = DeliveryNote.objects.visible_to(user).exclude(status=DeliveryNote.Status.CANCELLED)
    return rows.filter(Q(delivered_at__gte=begin, delivered_at__lt=end) | coming)


def days_of_notes(notes: Any, days: Any, today: dt.date) -> dict[int, dt.date]:
    """``{note's pk: day on which it stands}`` of those that stand on these days, in the order of their keys."""
    rows = notes.order_by("pk").only("pk", "status", "planned_date", "expected_at", "delivered_at")
    standing = {note.pk: day_of_note(note, today) for note in rows}
    return {pk: date for pk, date in standing.items() if date in days}


def promised_without_note(user: User, first: dt.date, last: dt.date) -> Any:
    """``(day, order's pk, number of its lines)`` of what is promised for these days and in part on no delivery note; what
    the customer has accepted in full was on one (``order_line_promised``)."""
    lines = OrderLine.objects.visible_to(user).filter(
        order__status__in=COMING, promised_date__range=(first, last), accepted_date__isnull=True
    )
    open_lines = with_quantities(lines).filter(held__lt=F("quantity")).order_by()
    return open_lines.values_list("promised_date", "order").annotate(lines=Count("pk"))


def week_of(user: User, monday: dt.date, today: dt.date, whole: dt.date | None = None) -> tuple[Span, list[Day]]:
    """The week with its days filled, in as many queries as an empty one; all notes of the day ``whole``."""
    span = week_span(monday, today)
    days = {day.date: Day(day.date, day.is_today, day.is_past) for day in span.days}
    _fill_notes(days, notes_between(user, span.first, span.last, today), today, whole)
    _fill_orders(days, promised_without_note(user, span.first, span.last))
    return span, list(days.values())


def _fill_notes(days: dict, notes: Any, today: dt.date, whole: dt.date | None) -> None:
    standing: dict = {date: [] for date in days}
    for pk, date in days_of_notes(notes, days, today).items():
        standing[date].append(pk)
    shown = {date: pks if date == whole else pks[:NOTES_A_DAY] for date, pks in standing.items()}
    rows = DeliveryNote.objects.select_related("order", "customer__owner")
    found = rows.in_bulk([pk for pks in shown.values() for pk in pks])
    for date, pks in shown.items():
        days[date].notes = [found[pk] for pk in pks]
        days[date].more_notes = len(standing[date]) - len(pks)


def _fill_orders(days: dict, promised: Any) -> None:
    counted: dict = {date: {} for date in days}
    for date, order, number in promised:
        counted[date][order] = number
    shown = {date: sorted(orders, reverse=True)[:ORDERS_A_DAY] for date, orders in counted.items()}
    found = Order.objects.select_related("customer").in_bulk([pk for pks in shown.values() for pk in pks])
    for date, pks in shown.items():
        days[date].orders = [(found[pk], counted[date][pk]) for pk in pks]
        days[date].more_orders = len(counted[date]) - len(pks)


def month_of(user: User, first: dt.date, today: dt.date) -> tuple[Span, list[list[DayFigures]]]:
    """The month that begins on ``first``, by weeks: figures alone, in four queries, however many lines it holds."""
    span = month_span(first, today)
    weeks = [
        [DayFigures(day.date, day.is_outside, day.is_today, day.is_past, week_label(day.date)) for day in week]
        for week in span.weeks
    ]
    days = {day.date: day for week in weeks for day in week}
    _count_notes(days, notes_between(user, span.first, span.last, today), today)
    for date, promised, quantity, unplanned, late in promised_by_day(user, span.first, span.last, today):
        day = days[date]
        day.promised, day.promised_quantity, day.unplanned, day.late = promised, quantity, unplanned, late
    return span, weeks


def _count_notes(days: dict, notes: Any, today: dt.date) -> None:
    shown = days_of_notes(notes, days, today)
    lines = DeliveryNoteLine.objects.filter(note__in=list(shown)).order_by().values_list("note")
    quantities = dict(lines.annotate(sum=Sum("quantity")))
    for pk, date in shown.items():
        days[date].notes += 1
        days[date].quantity += quantities.get(pk, NONE)


def promised_by_day(user: User, first: dt.date, last: dt.date, today: dt.date) -> Any:
    """``(day, lines promised for it, their quantity, of these lines not wholly on a note, not wholly there though it has
    passed)``."""
    lines = OrderLine.objects.visible_to(user).filter(
        order__status__in=(*LADDER, Order.Status.CLOSED), promised_date__range=(first, last)
    )
    # In this order, so that the notes are asked of what is still to come alone.
    coming = Q(order__status__in=COMING) & Q(accepted_date__isnull=True)
    rows = with_quantities(lines).order_by().values_list("promised_date")
    return rows.annotate(
        lines=Count("pk"),
        sum=Sum("quantity"),
        unplanned=Count("pk", filter=coming & Q(held__lt=F("quantity"))),
        late=Count("pk", filter=coming & Q(promised_date__lt=today) & Q(delivered__lt=F("quantity"))),
    )
