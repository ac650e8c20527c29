"""Row-level scope of sample and service part requests (SEC-01)."""

from salesmgmt.core.querysets import ScopedQuerySet


class SampleRequestQuerySet(ScopedQuerySet):
    MATRIX_KEY = "sample_request"
