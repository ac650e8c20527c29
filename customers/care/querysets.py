from __future__ import annotations

from customers.care.states import CareTaskStatus
from salesmgmt.core.querysets import ScopedQuerySet


class CareQuerySet(ScopedQuerySet):
    MATRIX_KEY = "follow_up"

    def open(self) -> CareQuerySet:
        return self.filter(status=CareTaskStatus.DRAFT)


class FestivalQuerySet(ScopedQuerySet):
    MATRIX_KEY = "festival"
