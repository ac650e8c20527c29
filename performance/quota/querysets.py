"""Querysets of performance."""

from salesmgmt.core.querysets import ScopedQuerySet


class QuotaQuerySet(ScopedQuerySet):
    MATRIX_KEY = "quota"
    OWNER = "rep"

    def in_force(self, year):
        return self.filter(year=year, status="approved")
