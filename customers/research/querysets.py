from customers.research.states import ResearchReportStatus
from salesmgmt.core.querysets import ScopedQuerySet


class ResearchQuerySet(ScopedQuerySet):
    MATRIX_KEY = "research"
    OWNER = "author"

    def handed_in(self):
        return self.filter(status__in=[ResearchReportStatus.SUBMITTED, ResearchReportStatus.REVIEWED])
