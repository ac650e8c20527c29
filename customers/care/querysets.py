from salesmgmt.core.querysets import ScopedQuerySet


class CareQuerySet(ScopedQuerySet):
    MATRIX_KEY = "follow_up"

    def open(self):
        return self.filter(status="draft")


class FestivalQuerySet(ScopedQuerySet):
    MATRIX_KEY = "festival"
