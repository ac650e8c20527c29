from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from performance.training.states import TopicKind, TrainingResult
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any


class CourseQuerySet(ScopedQuerySet):
    MATRIX_KEY = "training"
    OWNER = "created_by"


class RecordQuerySet(ScopedQuerySet):
    MATRIX_KEY = "training_record"
    OWNER = "employee"

    def passed(self) -> Any:
        return self.filter(result=TrainingResult.PASSED)


class TopicQuerySet(models.QuerySet):
    def in_use(self) -> Any:
        return self.filter(is_active=True)

    def onboarding(self) -> Any:
        """What everybody new has to have passed (TEAM-03)."""
        return self.in_use().filter(kind=TopicKind.ONBOARDING)
