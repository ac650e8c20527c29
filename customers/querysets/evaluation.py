"""Row-level scope of evaluation reports (SEC-01)."""

from salesmgmt.core.querysets import ScopedQuerySet


class EvaluationQuerySet(ScopedQuerySet):
    MATRIX_KEY = "evaluation"

    def open(self):
        """Not yet decided."""
        return self.filter(status__in=["draft", "submitted", "dept_reviewed", "rejected"])

    def effective(self):
        """Those that were once approved: the history of the grade (RAT-07)."""
        return self.filter(status__in=["approved", "superseded"])
