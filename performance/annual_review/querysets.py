from salesmgmt.core.querysets import ScopedQuerySet


class AnnualReviewQuerySet(ScopedQuerySet):
    """The check is of the whole department: whoever may read one reads all."""

    MATRIX_KEY = "annual_review"
    OWNER = "created_by"
