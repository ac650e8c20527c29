from salesmgmt.core.querysets import ScopedQuerySet


class SettlementQuerySet(ScopedQuerySet):
    """The settlement is of the whole department; each reads his own line of it on the page of his commission."""

    MATRIX_KEY = "settlement"
    OWNER = "created_by"
