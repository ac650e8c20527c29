import datetime as dt

import django_filters as filters
from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from customers.customer.states import Grade
from customers.identity.filters import CustomerSearch
from orders.account.models import Account
from orders.dunning.clock import neglected
from orders.dunning.models import CollectionAction
from orders.dunning.querysets import running_promises
from orders.invoice.ageing import buckets
from orders.invoice.models import Invoice
from salesmgmt.core import calendar
from salesmgmt.core.models import Unit
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.web.filters import DateInput, DateRangeFilter, MoneyRangeFilter, PersonFilter


class CollectionTaskFilters(CustomerSearch):
    customer__owner = PersonFilter(label=_("responsible rep"))
    due_date = DateRangeFilter(label=_("payment due on"))
    open_amount = MoneyRangeFilter(label=_("still open"))
    neglected = filters.BooleanFilter(method="filter_neglected", label=_("without collection action"))
    promised = filters.BooleanFilter(method="filter_promised", label=_("payment promised"))
    customer = filters.NumberFilter(method="filter_customer", label=_("customer"), widget=forms.HiddenInput)

    class Meta:
        model = Invoice
        fields = ["customer__owner", "disputed", "neglected", "promised", "customer", "due_date", "open_amount"]
        search = ("number", "invoice_no")
        primary = ("customer__owner", "neglected", "disputed")

    def filter_neglected(self, queryset, name, value):
        found = neglected(queryset)
        return found if value else queryset.exclude(pk__in=found.values("pk"))

    def filter_promised(self, queryset, name, value):
        """Promised for a day that is still to come: what the dunning leaves out."""
        promised = running_promises(CollectionAction.objects.all(), calendar.today()).values("about")
        return queryset.filter(pk__in=promised) if value else queryset.exclude(pk__in=promised)

    def filter_customer(self, queryset, name, value):
        return of_customer(queryset, value)


def of_customer(queryset, value):
    """The rows of the customer whose number stands in the address; none for a number that is none."""
    pk = as_pk(str(value))
    return queryset.filter(customer=pk) if pk else queryset.none()


OVERDUE = "overdue"


def bucket_choices():
    """Overdue as a whole, and the buckets of the company."""
    return [(OVERDUE, _("overdue")), *((bucket.name, bucket.label) for bucket in buckets())]


class AccountFilters(CustomerSearch):
    """Of the receivable report. ``day`` is read by the page before the rows are built."""

    day = filters.DateFilter(method="keep", label=_("as of"), widget=DateInput)
    customer__owner = PersonFilter(label=_("responsible rep"))
    customer__region = filters.ModelChoiceFilter(
        queryset=Unit.objects.filter(kind=Unit.Kind.REGION), label=_("region"), widget=forms.Select
    )
    customer__grade = filters.MultipleChoiceFilter(
        choices=Grade.choices, label=_("grade"), widget=forms.SelectMultiple(attrs={"data-enhance": "tags"})
    )
    show = filters.ChoiceFilter(
        method="filter_show",
        label=_("only"),
        empty_label=_("All customers"),
        choices=[
            ("open", _("With receivables")),
            ("overdue", _("With overdue receivables")),
            ("over_line", _("Over the warning line")),
            ("free", _("With money to allocate")),
        ],
    )

    class Meta:
        model = Account
        fields = ["day", "customer__owner", "customer__region", "customer__grade", "show"]
        primary = ("day", "customer__owner", "customer__region", "show")

    def keep(self, queryset, name, value):
        return queryset

    def filter_show(self, queryset, name, value):
        return {
            "open": queryset.filter(outstanding__gt=0),
            "overdue": queryset.filter(overdue__gt=0),
            "over_line": queryset.filter(outstanding__gt=F("warning_line")),
            "free": queryset.filter(unallocated__gt=0),
        }[value]


class OpenItemFilters(CustomerSearch):
    """Of the open items of a day. ``day`` is read by the page before the rows are built."""

    day = filters.DateFilter(method="keep", label=_("as of"), widget=DateInput)
    bucket = filters.ChoiceFilter(
        method="filter_bucket", label=_("days overdue"), empty_label=_("All"), choices=bucket_choices
    )
    customer = filters.NumberFilter(method="filter_customer", label=_("customer"), widget=forms.HiddenInput)
    customer__owner = PersonFilter(label=_("responsible rep"))
    customer__region = filters.ModelChoiceFilter(
        queryset=Unit.objects.filter(kind=Unit.Kind.REGION), label=_("region"), widget=forms.Select
    )

    class Meta:
        model = Invoice
        fields = ["day", "bucket", "customer", "customer__owner", "customer__region"]
        search = ("number", "invoice_no")
        primary = ("day", "bucket", "customer__owner", "customer__region")

    def keep(self, queryset, name, value):
        return queryset

    def filter_bucket(self, queryset, name, value):
        day = day_of(self.data)
        if value == OVERDUE:
            return queryset.filter(due_date__lt=day)
        return queryset.filter(next(bucket for bucket in buckets() if bucket.name == value).q(day))

    def filter_customer(self, queryset, name, value):
        return of_customer(queryset, value)


class CollectionFilters(CustomerSearch):
    month = filters.CharFilter(method="keep", label=_("month"), widget=forms.TextInput(attrs={"type": "month"}))
    customer__owner = PersonFilter(label=_("responsible rep"))

    class Meta:
        model = Account
        fields = ["month", "customer__owner"]

    def keep(self, queryset, name, value):
        return queryset


def day_of(querydict):
    """The day in the address, today where there is none or it is in the future."""
    try:
        day = dt.date.fromisoformat(querydict.get("day") or "")
        # Ageing looks back from the day, and the first years of the calendar have no before.
        day - dt.timedelta(days=36500)
    except (ValueError, OverflowError):
        return calendar.today()
    return min(day, calendar.today())


def month_of(querydict):
    try:
        day = dt.date.fromisoformat(f"{querydict.get('month') or ''}-01")
    except ValueError:
        return calendar.today().replace(day=1)
    month = min(day, calendar.today()).replace(day=1)
    # The first month of all has no day before it.
    return month if month > dt.date.min else calendar.today().replace(day=1)
