"""Row-level scope of evaluation reports (SEC-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.evaluation.states import OPEN_STATES, CustomerEvaluationStatus
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from salesmgmt.core.calendar import Quarter


class EvaluationQuerySet(ScopedQuerySet):
    MATRIX_KEY = "evaluation"

    def open(self) -> EvaluationQuerySet:
        """Not yet decided."""
        return self.filter(status__in=OPEN_STATES)

    def approved_in(self, quarter: Quarter) -> EvaluationQuerySet:
        """What counts for a quarter: any report approved in it, an initial one too (RAT-06)."""
        return self.effective().filter(approved_on__range=(quarter.first_day, quarter.last_day))

    def effective(self) -> EvaluationQuerySet:
        """Those that were once approved: the history of the grade (RAT-07)."""
        return self.filter(status__in=[CustomerEvaluationStatus.APPROVED, CustomerEvaluationStatus.SUPERSEDED])
