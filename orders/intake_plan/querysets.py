from salesmgmt.core.querysets import ScopedQuerySet


class IntakePlanQuerySet(ScopedQuerySet):
    MATRIX_KEY = "intake_plan"
    OWNER = "customer__owner"


class IntakePlanLineQuerySet(ScopedQuerySet):
    """The lines of the plans somebody may see."""

    MATRIX_KEY = "intake_plan"
    OWNER = "plan__customer__owner"
