from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from pricing.inquiry.states import InquiryStatus
from salesmgmt.core.calendar import up_if_due_before
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    import datetime as dt


class InquiryQuerySet(ScopedQuerySet):
    MATRIX_KEY = "inquiry"
    OWNER = "customer__owner"

    def waiting(self) -> InquiryQuerySet:
        """Nobody has answered yet."""
        return self.filter(status=InquiryStatus.OPEN)

    def late(self, at: dt.datetime) -> InquiryQuerySet:
        """Unanswered, and the time to answer is over; a limit is met at the exact minute (QUO-01)."""
        return self.waiting().filter(Q(answer_due_at__lt=up_if_due_before(at)))
