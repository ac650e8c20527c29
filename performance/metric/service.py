"""What was collected, whom we won, and how content customers were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate

from customers.complaint_summary.points import complaint_counts, handling_counts
from customers.customer.models import Customer
from customers.feedback.review import BEST
from customers.survey.models import SurveyAnswer
from orders.account.querysets import total
from orders.invoice.models import Invoice
from orders.order.models import Order, OrderLine
from orders.order_record.punctuality import ACCURATE, ON_TIME, measured
from performance.metric.by_person import COLLECTED_SUMS, ORDERED_SUMS, collected_entries
from performance.metric.membership import DAY, Members
from performance.metric.responsibility import Responsibility
from salesmgmt.core.calendar import SHANGHAI, at
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from typing import Any

    from performance.metric.period import Period

Found = dict


def entries_of(period: Period) -> Any:
    """The same of a period."""
    return collected_entries(period.first, period.last)


def collected(first: dt.date, last: dt.date, people: Iterable[int] | None = None) -> dict:
    """``{person or None: 已回款}`` of these days: confirmed payments less reversals and refunds, each for whoever was in
    charge of the customer on its day."""
    return {person: amount for person, (_number, amount) in COLLECTED_SUMS.of_people(first, last, people).items()}


def collections(period: Period, people: Iterable[int] | None = None) -> Found:
    """已回款 (KPI-01)."""
    return {person: (amount, None) for person, amount in collected(period.first, period.last, people).items()}


def ordered(period: Period, people: Iterable[int] | None = None) -> Found:
    """What customers ordered (TEAM-02)."""
    sums = ORDERED_SUMS.of_people(period.first, period.last, people)
    return {person: (amount, None) for person, (_number, amount) in sums.items()}


def due_of(period: Period) -> Any:
    """The invoices that fell due in the period."""
    rows = Invoice.objects.live().exclude(source=Invoice.Source.CREDIT)
    return rows.filter(due_date__range=(period.first, period.last))


def collection_rate(period: Period, people: Iterable[int] | None = None) -> Found:
    """回款率: collections beside what fell due (REC-14)."""
    due = Responsibility(period.first).sums(due_of(period), "customer", "due_date", people, amount=total("amount"))
    paid = collections(period, people)
    return {person: (paid.get(person, (ZERO,))[0], due.get(person, (ZERO,))[0]) for person in {*paid, *due}}


def customers_won(period: Period) -> Any:
    """The customers whose first signed delivery lies in the period (CUS-12)."""
    rows = Customer.objects.exclude(status=Customer.Status.MERGED)
    return rows.filter(first_delivery_date__range=(period.first, period.last))


def new_customers(period: Period, people: Iterable[int] | None = None) -> Found:
    """New customers (KPI-10)."""
    sums = Responsibility(period.first).sums(
        customers_won(period), "pk", "first_delivery_date", people, count=Count("pk")
    )
    return {person: (count, None) for person, (count,) in sums.items()}


def answers_of(period: Period) -> Any:
    """What customers answered in surveys, with the day."""
    rows = SurveyAnswer.objects.filter(
        invitation__answered_at__gte=at(period.first), invitation__answered_at__lt=at(period.last + DAY)
    )
    return rows.annotate(day=TruncDate("invitation__answered_at", tzinfo=SHANGHAI))


def satisfaction(period: Period, people: Iterable[int] | None = None) -> Found:
    """The scores given beside the best that could be given: 4.2 of 5 is 84.0 % (KPI-12)."""
    sums = Responsibility(period.first).sums(
        answers_of(period), "invitation__customer", "day", people, scores=Sum("score"), count=Count("pk")
    )
    return {person: (scores, count * BEST) for person, (scores, count) in sums.items()}


def complaints_on_time(period: Period, people: Iterable[int] | None = None) -> Found:
    """Complaints handled in time beside all whose deadline lay in the period: 9 of 10 are 90.0 % (KPI-12)."""
    return _of_reps(handling_counts, period, people, "met", "all")


def complaints(kind: str) -> Any:
    """How many complaints of a class were confirmed in the period (KPI-03, CMP-07)."""

    def found(period: Period, people: Iterable[int] | None = None) -> Found:
        return {
            person: (number, None) for person, (number,) in _of_reps(complaint_counts, period, people, kind).items()
        }

    return found


def _of_reps(counts: Any, period: Period, people: Iterable[int] | None, *names: str) -> dict:
    """``{rep: (numbers ...)}`` of ``counts(first, last)``; of who belonged to a unit for a part of the time, of his days."""
    rows = counts(period.first, period.last)
    if isinstance(people, Members):
        found = _numbers(rows.filter(rep__in=people.always), names)
        for person, spans in people.partly:
            parts = [_numbers(counts(days.first, days.last).filter(rep=person), names).get(person) for days in spans]
            known = [each for each in parts if each is not None]
            if known:
                found[person] = tuple(map(sum, zip(*known, strict=True)))
        return found
    return _numbers(rows if people is None else rows.filter(rep__in=list(people)), names)


def _numbers(rows: Any, names: Iterable[str]) -> dict:
    return {row["rep"]: tuple(row[name] for name in names) for row in rows}


def accepted_of(period: Period) -> Any:
    """The order lines that were accepted in the period (ORD-10)."""
    rows = OrderLine.objects.exclude(order__status=Order.Status.CANCELLED)
    return measured(rows.filter(accepted_date__range=(period.first, period.last)))


def on_time(period: Period, people: Iterable[int] | None = None) -> Found:
    """On-time delivery: 18 of 20 lines are 90.0 % (KPI-09, ORD-10)."""
    return _lines(period, people, ON_TIME)


def accuracy(period: Period, people: Iterable[int] | None = None) -> Found:
    """Order accuracy: 19 of 20 lines without an error of ours are 95.0 % (KPI-09, ORD-10)."""
    return _lines(period, people, ACCURATE)


def _lines(period: Period, people: Iterable[int] | None, good: Q) -> Found:
    return Responsibility(period.first).sums(
        accepted_of(period),
        "order__customer",
        "accepted_date",
        people,
        good=Count("pk", filter=good),
        every=Count("pk"),
    )
