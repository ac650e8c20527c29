"""Service feedback and the report of a month (SVC-04, 001 三(五)4)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Avg, Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.feedback.models import ServiceFeedback
from customers.feedback.permissions import can_edit_feedback, can_review_feedback
from customers.quality.improvement import add_action
from customers.quality.models import ImprovementAction
from customers.quality.permissions import can_record_voice
from salesmgmt.core import audit
from salesmgmt.core.calendar import add_months, month_bounds, today
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from customers.customer.models import Customer
    from salesmgmt.core.models import User

BEST = 5


def two_places(value: Any) -> Decimal:
    return Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)


@transaction.atomic
def record_feedback(user: User, customer: Customer, **fields: Any) -> ServiceFeedback:
    require(can_record_voice(user, customer))
    if fields.get("given_on") and fields["given_on"] > today():
        raise BusinessError(_("Feedback was given in the past or today."))
    feedback = ServiceFeedback.objects.create(
        number=next_number(ServiceFeedback.KIND), created_by=user, customer=customer, **fields
    )
    audit.record(feedback, user, gettext_noop("Created"), to_status=feedback.status)
    return feedback


@transaction.atomic
def update_feedback(pk: int, user: User, **fields: Any) -> ServiceFeedback:
    feedback = lock(ServiceFeedback, pk, "customer__owner")
    require(can_edit_feedback(user, feedback))
    if fields.get("customer", feedback.customer) != feedback.customer:
        require(can_record_voice(user, fields["customer"]))
    return change(feedback, user, gettext_noop("Edited"), **fields)


@transaction.atomic
def review_feedback(pk: int, user: User, conclusion: str) -> ServiceFeedback:
    """What follows from it, in words; a measure is an improvement action of its own."""
    feedback = lock(ServiceFeedback, pk, "customer__owner")
    guard(feedback, ServiceFeedback.Status.REVIEWED)
    require(can_review_feedback(user, feedback))
    if not conclusion.strip():
        raise BusinessError(_("Say what follows from it."))
    return move(feedback, ServiceFeedback.Status.REVIEWED, user, comment=conclusion, conclusion=conclusion.strip())


def add_feedback_action(pk: int, user: User, **fields: Any) -> ImprovementAction:
    """A measure that follows from it (SVC-04)."""
    return add_action(ServiceFeedback, "feedback", pk, user, **fields)


@dataclass(frozen=True)
class FeedbackRow:
    label: str
    count: int
    average: Decimal | None
    low: int  # answers of 1 or 2


@dataclass(frozen=True)
class FeedbackMonth:
    """The report of a month: average score, how many, and what is still to be improved (SVC-04)."""

    first: object
    total: FeedbackRow
    rows: list
    open_actions: int
    overdue_actions: int


def feedback_month(user: User, day: dt.date) -> FeedbackMonth:
    """The month of ``day``, for the customers this person sees (SVC-04)."""
    first, last = month_bounds(day)
    feedback = ServiceFeedback.objects.visible_to(user).filter(given_on__range=(first, last))
    names = dict(ServiceFeedback.About.choices)
    rows = [FeedbackRow(str(names[key]), *numbers) for key, *numbers in _figures(feedback, "about")]
    count = sum(row.count for row in rows)
    points = sum(row.average * row.count for row in rows)
    total = FeedbackRow(
        str(_("Total")), count, two_places(points / count) if count else None, sum(row.low for row in rows)
    )
    rows = [FeedbackRow(row.label, row.count, two_places(row.average), row.low) for row in rows]
    actions = ImprovementAction.objects.visible_to(user).filter(status=ImprovementAction.Status.OPEN)
    numbers = actions.aggregate(open=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=today())))
    return FeedbackMonth(first, total, rows, numbers["open"], numbers["overdue"])


def _figures(feedback: QuerySet, by: str) -> list:
    low = Count("pk", filter=Q(score__lte=2))
    rows = feedback.order_by().values_list(by).annotate(count=Count("pk"), mean=Avg("score"), low=low).order_by(by)
    return [(key, count, Decimal(str(mean)), low) for key, count, mean, low in rows]


def feedback_trend(user: User, day: dt.date, months: int = 12) -> list:
    """``[(first day of the month, average, count)]`` of the twelve months up to ``day``; months without are left out."""
    first = add_months(month_bounds(day)[0], 1 - months)
    last = month_bounds(day)[1]
    feedback = ServiceFeedback.objects.visible_to(user).filter(given_on__range=(first, last))
    rows = feedback.order_by().annotate(month=TruncMonth("given_on")).values_list("month")
    return [
        (month, two_places(mean), count)
        for month, mean, count in rows.annotate(mean=Avg("score"), count=Count("pk")).order_by("month")
    ]
