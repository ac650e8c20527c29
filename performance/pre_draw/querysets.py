from salesmgmt.core.querysets import ScopedQuerySet


class PreDrawQuerySet(ScopedQuerySet):
    MATRIX_KEY = "pre_draw"
    OWNER = "person"
