"""Querysets of performance."""

from __future__ import annotations

from performance.quota.states import QuotaStatus
from salesmgmt.core.querysets import ScopedQuerySet


class QuotaQuerySet(ScopedQuerySet):
    MATRIX_KEY = "quota"
    OWNER = "rep"

    def in_force(self, year: int) -> QuotaQuerySet:
        return self.filter(year=year, status=QuotaStatus.APPROVED)
