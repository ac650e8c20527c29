import django_filters as filters

from performance.sales_report.models import SalesReport
from performance.sales_report.states import SalesReportStatus
from salesmgmt.core.models import Unit
from salesmgmt.core.web.filters import BaseFilterSet, DateRangeFilter, PersonFilter, StatusFilter


def units(request):
    return Unit.objects.filter(kind__in=(Unit.Kind.COMPANY, Unit.Kind.REGION))


class SalesReportFilters(BaseFilterSet):
    status = StatusFilter(SalesReportStatus)
    unit = filters.ModelChoiceFilter(queryset=units)
    month = DateRangeFilter()
    author = PersonFilter()

    class Meta:
        model = SalesReport
        fields = ["status", "unit", "month", "author"]
        search = ("number", "unit__name")
        primary = ("status", "unit")
