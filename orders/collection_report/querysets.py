from __future__ import annotations

from salesmgmt.core.querysets import ScopedQuerySet


class CollectionReportQuerySet(ScopedQuerySet):
    MATRIX_KEY = "collection_report"
    OWNER = "owner"

    def with_people(self) -> CollectionReportQuerySet:
        return self.select_related("owner", "acknowledged_by")
