from salesmgmt.core.querysets import ScopedQuerySet


class TaskPlanQuerySet(ScopedQuerySet):
    MATRIX_KEY = "task_plan"
    OWNER = "created_by"
