"""Row-level scope of the weekly record (SEC-01)."""

from salesmgmt.core.querysets import ScopedQuerySet


class ComplianceQuerySet(ScopedQuerySet):
    MATRIX_KEY = "visit"
    OWNER = "rep"
