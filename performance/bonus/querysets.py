from salesmgmt.core.querysets import ScopedQuerySet


class AwardQuerySet(ScopedQuerySet):
    MATRIX_KEY = "award"
    OWNER = "person"
