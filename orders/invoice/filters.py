import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.identity.filters import CustomerSearch
from orders.invoice.models import Invoice
from salesmgmt.core import calendar
from salesmgmt.core.models import Unit
from salesmgmt.core.web.filters import DateRangeFilter, MoneyRangeFilter, PersonFilter, StatusFilter


class InvoiceFilters(CustomerSearch):
    status = StatusFilter(Invoice.Status)
    customer__owner = PersonFilter(label=_("responsible rep"))
    customer__region = filters.ModelChoiceFilter(queryset=Unit.objects.filter(kind=Unit.Kind.REGION), label=_("region"))
    overdue = filters.BooleanFilter(method="filter_overdue", label=_("overdue"))
    not_due = filters.BooleanFilter(method="filter_not_due", label=_("open and not due"))
    is_open = filters.BooleanFilter(method="filter_open", label=_("something is open"))
    number_missing = filters.BooleanFilter(method="filter_number_missing", label=_("posted without number"))
    date = DateRangeFilter(label=_("invoice date"))
    due_date = DateRangeFilter(label=_("payment due on"))
    settled_on = DateRangeFilter(label=_("settled on"))
    amount = MoneyRangeFilter()

    class Meta:
        model = Invoice
        fields = [
            "status",
            "customer__owner",
            "customer__region",
            "overdue",
            "not_due",
            "is_open",
            "number_missing",
            "disputed",
            "source",
            "kind",
            "date",
            "due_date",
            "settled_on",
            "amount",
        ]
        search = ("number", "invoice_no")
        primary = ("status", "customer__owner", "overdue")

    def filter_overdue(self, queryset, name, value):
        late = Q(due_date__lt=calendar.today(), open_amount__gt=0)
        return queryset.filter(late) if value else queryset.exclude(late)

    def filter_not_due(self, queryset, name, value):
        waiting = Q(due_date__gte=calendar.today(), open_amount__gt=0)
        return queryset.filter(waiting) if value else queryset.exclude(waiting)

    def filter_open(self, queryset, name, value):
        return queryset.exclude(open_amount=0) if value else queryset.filter(open_amount=0)

    def filter_number_missing(self, queryset, name, value):
        missing = Q(invoice_no="", status__in=Invoice.LIVE)
        return queryset.filter(missing) if value else queryset.exclude(missing)
