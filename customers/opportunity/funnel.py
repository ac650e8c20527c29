"""The funnel: how many opportunities and how much money stand in which stage, for superiors (OPP-05)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q, Sum, Value
from django.utils import timezone

from customers.opportunity.models import Opportunity

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from customers.opportunity.querysets import OpportunityQuerySet
    from customers.opportunity.states import OpportunityStatus

STAGES = Opportunity.STEPPER


@dataclass(frozen=True)
class Stage:
    """One row of the funnel; ``stale`` are those longer in the stage than SET-61 allows."""

    status: str
    label: str
    count: int
    amount: Decimal
    days: int
    stale: int


@dataclass(frozen=True)
class RepLine:
    """One rep: what he has open, what he won and lost."""

    rep_id: int | None
    name: str
    open: int
    amount: Decimal
    stale: int
    overdue: int
    won: int
    lost: int


def funnel(rows: OpportunityQuerySet, stale_days: int) -> list:
    """``[Stage]`` of every open stage and of what was won, in order, also the empty ones."""
    age = ExpressionWrapper(Value(timezone.now()) - F("stage_since"), output_field=DurationField())
    found = {
        row["status"]: row
        for row in rows.order_by()
        .values("status")
        .annotate(
            count=Count("pk"), amount=Sum("expected_amount"), age=Avg(age), stale=Count("pk", filter=_older(stale_days))
        )
    }
    labels = dict(Opportunity.Status.choices)
    return [_stage(status, labels[status], found.get(status)) for status in STAGES]


def _stage(status: OpportunityStatus, label: Any, row: dict | None) -> Stage:
    if row is None:
        return Stage(status, label, 0, Decimal(0), 0, 0)
    is_open = status in Opportunity.TRANSITIONS
    return Stage(
        status,
        label,
        row["count"],
        row["amount"] or Decimal(0),
        row["age"].days if is_open else 0,
        row["stale"] if is_open else 0,
    )


def by_rep(rows: OpportunityQuerySet, stale_days: int, day: dt.date) -> list:
    """``[RepLine]``, the largest expected amount first."""
    is_open = Q(status__in=list(Opportunity.TRANSITIONS))
    found = (
        rows.order_by()
        .values("assigned_to", "assigned_to__name")
        .annotate(
            open=Count("pk", filter=is_open),
            amount=Sum("expected_amount", filter=is_open),
            stale=Count("pk", filter=is_open & _older(stale_days)),
            overdue=Count("pk", filter=is_open & Q(next_contact_on__lt=day)),
            won=Count("pk", filter=Q(status=Opportunity.Status.WON)),
            lost=Count("pk", filter=Q(status=Opportunity.Status.LOST)),
        )
    )
    lines = [
        RepLine(
            row["assigned_to"],
            row["assigned_to__name"] or "—",
            row["open"],
            row["amount"] or Decimal(0),
            row["stale"],
            row["overdue"],
            row["won"],
            row["lost"],
        )
        for row in found
    ]
    return sorted(lines, key=lambda line: (-line.amount, line.name))


def _older(days: int) -> Any:
    return Q(stage_since__lt=timezone.now() - timedelta(days=days))


def stale(rows: OpportunityQuerySet, stale_days: int) -> OpportunityQuerySet:
    """The open ones that stand still: what the card counts and the filter shows."""
    return rows.open().filter(_older(stale_days))
