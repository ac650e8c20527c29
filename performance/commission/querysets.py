from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from performance.commission.states import CLOSED, OPEN, CommissionStatus, QuestionKind
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any


class CommissionQuerySet(ScopedQuerySet):
    MATRIX_KEY = "commission"
    OWNER = "person"

    def open(self) -> Any:
        """Not yet approved."""
        return self.filter(status__in=OPEN)

    def closed(self) -> Any:
        return self.filter(status__in=CLOSED)

    def of_year(self, year: int) -> Any:
        return self.filter(month__year=year)

    def before(self, month: dt.date) -> Any:
        return self.filter(month__lt=month)

    def to_pay(self) -> Any:
        """Approved, and not held back until the settlement of the year (SET-20b)."""
        return self.filter(Q(qualified=True) | Q(pay_anyway=True), status=CommissionStatus.APPROVED)


class LineQuestionQuerySet(ScopedQuerySet):
    """A question is read by who reads the statement of its line."""

    MATRIX_KEY = "commission"
    OWNER = "statement__person"

    def open(self) -> Any:
        return self.filter(outcome="")

    def holding(self) -> Any:
        """Lines that are not paid for the present."""
        return self.open().filter(kind=QuestionKind.HELD)

    def to_release(self) -> Any:
        """Decided after their statement was paid without them: the next one of the person pays them."""
        return self.exclude(outcome="").filter(kind=QuestionKind.HELD, withheld__gt=0)


class CommissionLineQuerySet(ScopedQuerySet):
    """A line is read by who reads the statement of its person."""

    MATRIX_KEY = "commission"
    OWNER = "person"
