from salesmgmt.core.querysets import ScopedQuerySet


class JobProfileQuerySet(ScopedQuerySet):
    MATRIX_KEY = "job_profile"
    OWNER = "written_by"
