"""The deliveries of a week, day by day: notes where they are, and promised order lines that no note carries yet; and the
same of a month in figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Case, Count, DateField, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Greatest, TruncDate

from customers.visit_week.calendar import month_span, week_label, week_span
from orders.delivery.models import DeliveryNote
from orders.order.models import Order, OrderLine
from orders.order.progress import with_quantities
from orders.order.states import COMING, LADDER, OrderStatus
from salesmgmt.core.calendar import SHANGHAI, at

if TYPE_CHECKING:
    from typing import Any

    from customers.visit_week.calendar import Span
    from salesmgmt.core.models import User

# As many of a day as one looks at. Of further orders the number stands there with the list behind it, of further notes the
# number with the whole day behind it.
ORDERS_A_DAY = 12
NOTES_A_DAY = 12
# Of an order that is not confirmed yet nothing was promised, of a cancelled one nothing is any more.
NOT_PROMISED = [status for status in OrderStatus if status not in (*LADDER, OrderStatus.CLOSED)]
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


def with_day(notes: Any, today: dt.date) -> Any:
    """Notes with the ``day`` on which each stands: arrived, expected or planned, by what is known of it; what should have
    happened before today and has not stands on today (DLV-07)."""
    expected = Greatest(TruncDate("expected_at", tzinfo=SHANGHAI), Value(today))
    on_the_road = Q(status=DeliveryNote.Status.IN_TRANSIT, expected_at__isnull=False)
    return notes.annotate(
        day=Case(
            When(delivered_at__isnull=False, then=TruncDate("delivered_at", tzinfo=SHANGHAI)),
            When(on_the_road, then=expected),
            default=Greatest(F("planned_date"), Value(today)),
            output_field=DateField(),
        )
    )


def notes_between(user: User, first: dt.date, last: dt.date, today: dt.date) -> Any:
    """The notes this person may read that stand on these days, each with its ``day``: one query, which the days of planning,
    expectation and arrival narrow first."""
    begin, end = at(first), at(last + DAY)
    coming = Q(delivered_at__isnull=True) & (Q(planned_date__lte=last) | Q(expected_at__lt=end))
    if not first <= today <= last:
        coming &= Q(planned_date__gte=first) | Q(expected_at__gte=begin)
    rows = DeliveryNote.objects.visible_to(user).exclude(status=DeliveryNote.Status.CANCELLED)
    near = rows.filter(Q(delivered_at__gte=begin, delivered_at__lt=end) | coming)
    return with_day(near, today).filter(day__range=(first, last)).order_by()


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
    _fill_notes(days, notes_between(user, span.first, span.last, today), whole)
    _fill_orders(days, promised_without_note(user, span.first, span.last))
    return span, list(days.values())


def _fill_notes(days: dict, notes: Any, whole: dt.date | None) -> None:
    standing: dict = {date: [] for date in days}
    for pk, date in notes.order_by("pk").values_list("pk", "day"):
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
    """The month that begins on ``first``, by weeks: figures alone, in three queries, however many lines it holds."""
    span = month_span(first, today)
    weeks = [
        [DayFigures(day.date, day.is_outside, day.is_today, day.is_past, week_label(day.date)) for day in week]
        for week in span.weeks
    ]
    days = {day.date: day for week in weeks for day in week}
    notes = notes_between(user, span.first, span.last, today).values_list("day")
    for date, number, quantity in notes.annotate(number=Count("pk", distinct=True), sum=Sum("lines__quantity")):
        days[date].notes, days[date].quantity = number, quantity or NONE
    for date, promised, quantity, unplanned, late in promised_by_day(user, span.first, span.last, today):
        day = days[date]
        day.promised, day.promised_quantity, day.unplanned, day.late = promised, quantity, unplanned, late
    return span, weeks


def promised_by_day(user: User, first: dt.date, last: dt.date, today: dt.date) -> Any:
    """``(day, lines promised for it, their quantity, of these lines not wholly on a note, not wholly there though it has
    passed)``."""
    order = Order.objects.filter(pk=OuterRef("order"))
    lines = OrderLine.objects.visible_to(user).filter(
        # The few orders that do not count are looked up, not the many that do.
        ~Exists(order.filter(status__in=NOT_PROMISED)),
        promised_date__range=(first, last),
    )
    # In this order, so that the order and the notes are asked of what is still to come alone.
    coming = Q(accepted_date__isnull=True) & Q(order_status__in=COMING)
    rows = with_quantities(lines).alias(order_status=Subquery(order.values("status")[:1]))
    return (
        rows.order_by()
        .values_list("promised_date")
        .annotate(
            lines=Count("pk"),
            sum=Sum("quantity"),
            unplanned=Count("pk", filter=coming & Q(held__lt=F("quantity"))),
            late=Count("pk", filter=Q(promised_date__lt=today) & coming & Q(delivered__lt=F("quantity"))),
        )
    )
