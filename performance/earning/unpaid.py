"""What was not paid, line by line, each with its reason (PAY-03, PAY-04, PAY-09, SET-20b)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Sum, Value, When
from django.db.models.functions import Round

from orders.account.querysets import MONEY
from performance.commission.models import CommissionLine, LineQuestion
from performance.commission.states import CommissionStatus, LineStanding
from performance.earning.states import WhyNot
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from typing import Any


def unpaid_lines(rows: Any = None) -> Any:
    """The lines that nobody has been paid for, annotated with ``why`` (a WhyNot): the first reason that holds."""
    lines = CommissionLine.objects.all() if rows is None else rows
    about = LineQuestion.objects.filter(line=OuterRef("pk"))
    waiting = about.to_release().filter(Q(paid_in__isnull=True) | ~Q(paid_in__status=CommissionStatus.PAID))
    status = "statement__status"
    is_accrued = Q(statement__status=CommissionStatus.APPROVED, statement__qualified=False, statement__pay_anyway=False)
    if policy().commission_payment != "monthly_yearly":
        is_accrued &= Q(pk__isnull=True)
    return lines.annotate(
        why=Case(
            When(standing=LineStanding.NOBODY, then=Value(WhyNot.NOBODY)),
            When(standing=LineStanding.PENDING_RATE, then=Value(WhyNot.PENDING_RATE)),
            When(Exists(about.holding()), then=Value(WhyNot.HELD)),
            When(Exists(waiting), then=Value(WhyNot.RELEASED)),
            When(is_accrued, then=Value(WhyNot.QUOTA)),
            When(**{status: CommissionStatus.CALCULATED}, then=Value(WhyNot.TO_REVIEW)),
            When(**{status: CommissionStatus.REVIEWED}, then=Value(WhyNot.TO_APPROVE)),
            When(**{status: CommissionStatus.APPROVED}, then=Value(WhyNot.TO_PAY)),
            default=Value(""),
            output_field=CharField(),
        )
    ).exclude(why="")


def sums(rows: Any, rate: Decimal) -> dict:
    """What these lines give (``amount``), and of those whose rate nobody has decided how many there are (``waiting``),
    their ``base`` and what they ``would`` give at a rate, each rounded as the computation rounds it. Nothing is stored;
    one query (SET-20a)."""
    waiting = Q(standing=LineStanding.PENDING_RATE)
    each = Round(F("base") * rate / 1000, precision=2, output_field=MONEY)
    found: dict = rows.order_by().aggregate(
        amount=Sum("amount", default=ZERO),
        waiting=Count("pk", filter=waiting),
        base_waiting=Sum("base", filter=waiting, default=ZERO),
        would=Sum(each, filter=waiting, default=ZERO),
    )
    return found
