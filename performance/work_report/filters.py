from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.work_report.models import WorkReport
from performance.work_report.states import WorkReportStatus
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


class WorkReportFilters(BaseFilterSet):
    status = StatusFilter(WorkReportStatus)
    employee = PersonFilter(label=pgettext_lazy("work report", "report of"))
    date_to = DateRangeFilter(label=_("period ends"))

    class Meta:
        model = WorkReport
        fields = ["status", "employee", "date_to"]
        search = ("number", "employee__name")
        primary = ("status", "employee")
