from __future__ import annotations

from pricing.announcement.states import NoticeStatus
from salesmgmt.core.querysets import ScopedQuerySet


class PriceNoticeQuerySet(ScopedQuerySet):
    MATRIX_KEY = "price_notice"
    OWNER = "customer__owner"

    def counting(self) -> PriceNoticeQuerySet:
        return self.exclude(status=NoticeStatus.CANCELLED)
