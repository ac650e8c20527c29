"""Row-level scope of the weekly quality forms (SEC-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from customers.quality_report.states import QualityFeedbackReportStatus
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class QualityReportQuerySet(ScopedQuerySet):
    MATRIX_KEY = "quality_report"
    OWNER = "owner"

    def scope_q(self, user: User, granted: frozenset[str], verb: str) -> Any:
        """The form is the department's: whoever of its sales people has the verb at all has it on his own
        department's form (SVC-10)."""
        condition = super().scope_q(user, granted, verb)
        if not granted & set("otg") or user.unit is None:
            return condition
        own = Q(unit__in=user.unit.ancestor_ids)
        return own if condition is None else condition | own

    def missing(self) -> Any:
        """Not yet submitted."""
        return self.filter(status=QualityFeedbackReportStatus.DRAFT)
