from customers.quality.states import ImprovementActionStatus, QualityOpinionStatus
from salesmgmt.core.calendar import today
from salesmgmt.core.querysets import ScopedQuerySet


class VoiceQuerySet(ScopedQuerySet):
    """What customers say: sales in its scope, a department what was handed to it."""

    MATRIX_KEY = "quality_opinion"

    def with_people(self):
        return self.select_related("customer__owner", "created_by")


class OpinionQuerySet(VoiceQuerySet):
    def overdue(self):
        """With a department, unanswered after the due day (SVC-08)."""
        return self.filter(status=QualityOpinionStatus.FORWARDED, due_on__lt=today())


class ActionQuerySet(VoiceQuerySet):
    def overdue(self):
        return self.filter(status=ImprovementActionStatus.OPEN, due_on__lt=today())


class SuggestionQuerySet(VoiceQuerySet):
    pass
