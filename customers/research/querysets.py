from __future__ import annotations

from typing import TYPE_CHECKING

from customers.research.states import ResearchReportStatus
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any


class ResearchQuerySet(ScopedQuerySet):
    MATRIX_KEY = "research"
    OWNER = "author"

    def handed_in(self) -> Any:
        return self.filter(status__in=[ResearchReportStatus.SUBMITTED, ResearchReportStatus.REVIEWED])
