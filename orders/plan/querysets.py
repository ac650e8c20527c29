from salesmgmt.core.querysets import ScopedQuerySet


class PlanReleaseQuerySet(ScopedQuerySet):
    MATRIX_KEY = "plan_release"
    OWNER = "order__customer__owner"
