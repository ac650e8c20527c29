from __future__ import annotations

from typing import TYPE_CHECKING

from performance.work_report.states import WorkReportStatus
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import User


class WorkReportQuerySet(ScopedQuerySet):
    MATRIX_KEY = "work_report"
    OWNER = "employee"

    def to_hand_in(self, user: User) -> Any:
        return self.filter(employee=user, status=WorkReportStatus.DRAFT)

    def to_comment(self, user: User) -> Any:
        return self.within(user, "comment").filter(status=WorkReportStatus.SUBMITTED).exclude(employee=user)

    def overdue(self, day: dt.date) -> Any:
        """Their period is over and they are not handed in (TEAM-05)."""
        return self.filter(status=WorkReportStatus.DRAFT, date_to__lt=day)
