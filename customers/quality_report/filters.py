"""What the list of weekly quality forms is filtered by."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from customers.quality_report.models import QualityFeedbackReport
from customers.quality_report.weekly import sales_departments
from salesmgmt.core.web.filters import BaseFilterSet, StatusFilter, WholeNumberFilter


def departments(request=None):
    return sales_departments()


class ReportFilters(BaseFilterSet):
    status = StatusFilter(QualityFeedbackReport.Status)
    unit = filters.ModelChoiceFilter(queryset=departments, label=_("sales department"))
    year = WholeNumberFilter(label=_("year"))
    week = WholeNumberFilter(label=_("week"))

    class Meta:
        model = QualityFeedbackReport
        fields = ["status", "unit", "year", "week"]
        search = ("number",)
