from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from pricing.announcement.states import NoticeStatus
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from pricing.adjustment.querysets import PriceAdjustmentQuerySet


class PriceNoticeQuerySet(ScopedQuerySet):
    MATRIX_KEY = "price_notice"
    OWNER = "customer__owner"

    def counting(self) -> PriceNoticeQuerySet:
        return self.exclude(status=NoticeStatus.CANCELLED)


def with_notices(adjustments: PriceAdjustmentQuerySet, notices: PriceNoticeQuerySet) -> PriceAdjustmentQuerySet:
    """``notice_count`` and ``told_count`` of every adjustment: 2 of 3 are told (PRC-10). Counted of the adjustments that
    are shown: joined and grouped, all were counted before the first stood."""
    told = [NoticeStatus.EXPLAINED, NoticeStatus.ACCEPTED, NoticeStatus.OBJECTED]
    mine = notices.filter(adjustment=OuterRef("pk")).order_by().values("adjustment")
    return adjustments.annotate(
        notice_count=_number(mine.exclude(status=NoticeStatus.CANCELLED)),
        told_count=_number(mine.filter(status__in=told)),
    )


def _number(rows: PriceNoticeQuerySet) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)
