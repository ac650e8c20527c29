from __future__ import annotations

from typing import TYPE_CHECKING

from customers.quality.states import ImprovementActionStatus, QualityOpinionStatus
from salesmgmt.core.calendar import today
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any


class VoiceQuerySet(ScopedQuerySet):
    """What customers say: sales in its scope, a department what was handed to it."""

    MATRIX_KEY = "quality_opinion"

    def with_people(self) -> Any:
        return self.select_related("customer__owner", "created_by")


class OpinionQuerySet(VoiceQuerySet):
    def overdue(self) -> OpinionQuerySet:
        """With a department, unanswered after the due day (SVC-08)."""
        return self.filter(status=QualityOpinionStatus.FORWARDED, due_on__lt=today())


class ActionQuerySet(VoiceQuerySet):
    def overdue(self) -> ActionQuerySet:
        return self.filter(status=ImprovementActionStatus.OPEN, due_on__lt=today())


class SuggestionQuerySet(VoiceQuerySet):
    pass
