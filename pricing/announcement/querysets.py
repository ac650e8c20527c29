from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from pricing.announcement.states import NoticeStatus
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from pricing.adjustment.querysets import PriceAdjustmentQuerySet


class PriceNoticeQuerySet(ScopedQuerySet):
    MATRIX_KEY = "price_notice"
    OWNER = "customer__owner"

    def counting(self) -> PriceNoticeQuerySet:
        return self.exclude(status=NoticeStatus.CANCELLED)


def with_notices(adjustments: PriceAdjustmentQuerySet) -> PriceAdjustmentQuerySet:
    """``notice_count`` and ``told_count`` of every adjustment: 2 of 3 are told (PRC-10)."""
    counting = ~Q(notices__status=NoticeStatus.CANCELLED)
    told = Q(notices__status__in=[NoticeStatus.EXPLAINED, NoticeStatus.ACCEPTED, NoticeStatus.OBJECTED])
    return adjustments.annotate(
        notice_count=Count("notices", filter=counting), told_count=Count("notices", filter=told)
    )
