"""The receivable report, ageing by rep and region, and the month's collection."""

import json

from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from customers.customer.models import Customer
from orders.account.models import Account
from orders.account.permissions import can_see_receivables
from orders.invoice.ageing import buckets
from orders.invoice.models import Invoice
from orders.receivables.ageing import ageing_part
from orders.receivables.collection import collection_rate
from orders.receivables.filters import OVERDUE, AccountFilters, CollectionFilters, day_of, month_of
from orders.receivables.report import collection_rows, collection_totals, report_rows, report_totals
from orders.receivables.tables import AccountTable, ExpectedTable, items_then, of_bucket
from orders.statement.sending import make_last_months
from salesmgmt.core import calendar
from salesmgmt.core.models import Unit, User
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.querysets import as_pk
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require
from salesmgmt.core.templatetags.salesmgmt import money, percent
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.lists import BulkAction, ListPage, Preset


@method_decorator(from_replica, name="get")
class ReceivableReport(ListPage):
    """One row a customer: grade, line, outstanding, overdue, ageing, rep, contract (REC-07, F-32)."""

    model = Account
    key = "receivable-report"
    matrix_key = "invoice"
    title = gettext_lazy("Receivable report")
    icon = "report-money"
    help_text = gettext_lazy(
        "In yuan, by due date; one row a customer. Not due + overdue = open invoices; outstanding = open invoices − not "
        "allocated + prepayments held (kept for a demand notice, they reduce no older debt); ledger balance = open invoices − "
        "not allocated."
    )
    table_class = AccountTable
    filterset_class = AccountFilters
    summary_later = True
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("With receivables"), "show=open"),
        Preset(gettext_lazy("Overdue"), "show=overdue"),
        Preset(gettext_lazy("Over the warning line"), "show=over_line"),
        Preset(gettext_lazy("To allocate"), "show=free"),
    )
    bulk_actions = (
        BulkAction(
            "statements",
            gettext_lazy("Draw up last month's statements"),
            lambda user: may_at_all(user, "payment", "C"),
            make_last_months,
            icon="file-analytics",
        ),
    )
    empty_title = gettext_lazy("No receivables")
    empty_text = gettext_lazy("A customer appears here with his first posted invoice.")

    @classmethod
    def filterset(cls, user, querydict, queryset=None):
        queryset = cls.base_queryset(user) if queryset is None else queryset
        return cls.filterset_class(querydict, report_rows(queryset, day_of(querydict)), user=user)

    @classmethod
    def _table(cls, rows, user, querydict, **kwargs):
        table = super()._table(rows, user, querydict, **kwargs)
        table.as_of = day_of(querydict)
        return table

    def get_title(self):
        day = day_of(self.request.GET)
        if day == calendar.today():
            return self.title
        return _("Receivable report as of %(day)s") % {"day": day.isoformat()}

    def summary(self, rows):
        found = report_totals(rows, day_of(self.request.GET))
        return [
            (_("Outstanding"), money(found["outstanding"])),
            (_("Open invoices"), money(found["open"])),
            (_("Not due"), money(found["open"] - found["overdue"])),
            (_("Overdue"), money(found["overdue"])),
            (_("Not allocated"), money(found["unallocated"])),
            *([(_("Prepayments held"), money(found["held"]))] if found["held"] else []),
            (_("Ledger balance"), money(found["balance"])),
        ]


@method_decorator(from_replica, name="get")
class CollectionMonth(ListPage):
    """Expected rolling collection of a month, what came, and the rate (REC-11, REC-14)."""

    model = Account
    key = "collection-month"
    matrix_key = "invoice"
    title = gettext_lazy("Collection of the month")
    icon = "calendar-dollar"
    help_text = gettext_lazy(
        "Expected = agreed per cent of what was outstanding at the end of the month before. Collection rate = collected ÷ "
        "fell due. Confirmed money only."
    )
    table_class = ExpectedTable
    filterset_class = CollectionFilters
    summary_later = True
    rows_later = True
    empty_title = gettext_lazy("Nothing to collect")

    @classmethod
    def filterset(cls, user, querydict, queryset=None):
        queryset = cls.base_queryset(user) if queryset is None else queryset
        return cls.filterset_class(querydict, collection_rows(queryset, month_of(querydict)), user=user)

    @classmethod
    def _table(cls, rows, user, querydict, **kwargs):
        table = super()._table(rows, user, querydict, **kwargs)
        table.month = month_of(querydict)
        return table

    def get_title(self):
        return _("Collection of %(month)s") % {"month": f"{month_of(self.request.GET):%Y-%m}"}

    def summary(self, rows):
        found = collection_totals(rows, month_of(self.request.GET))
        return [
            (_("Expected"), money(found["expected"])),
            (_("Collected"), money(found["collected"])),
            (_("Fell due"), money(found["due"])),
            (_("Collection rate"), percent(collection_rate(found["due"], found["collected"]))),
        ]


# What is grouped by: label, path from the invoice, and what the path leads to.
GROUPS = {
    "rep": (gettext_lazy("By representative"), "customer__owner", User),
    "region": (gettext_lazy("By region"), "customer__region", Unit),
    "customer": (gettext_lazy("By customer"), "customer", Customer),
}
SHOWN = 50


@from_replica
def ageing(request):
    """Ageing by due date per rep, region or customer, at any day (REC-12): a chart and its table."""
    require(can_see_receivables(request.user))
    by = request.GET.get("by") if request.GET.get("by") in GROUPS else "rep"
    day, found = day_of(request.GET), buckets()
    label, group, model = GROUPS[by]
    invoices = Invoice.objects.visible_to(request.user)
    wanted = as_pk(request.GET.get("page")) or 1
    part = ageing_part(invoices, day, group, (wanted - 1) * SHOWN, SHOWN)
    page = Paginator(range(part.number), SHOWN).get_page(wanted if (wanted - 1) * SHOWN < part.number else 1)
    totals, rows = part.totals, _named(part.rows, group, model, by, day, found)
    context = {
        "title": _("Ageing"),
        "crumbs": [Crumb(_("Ageing"))],
        "rows": rows,
        "page": page,
        "left_out": totals["open"] - sum(row["open"] for row in rows),
        "buckets": found,
        "day": day,
        "by": by,
        "label": label,
        "choices": [(key, text) for key, (text, _group, _model) in GROUPS.items()],
        "totals": totals,
        "open_at": _all_invoices(day, "is_open=true&amount_min=0.01"),
        "overdue_at": _all_invoices(day, "overdue=true", OVERDUE),
        "bucket_totals": [
            (totals[bucket.name], _all_invoices(day, of_bucket(bucket), bucket.name)) for bucket in found
        ],
        "chart": json.dumps(_chart(rows[:12], found)),
    }
    return render(request, "orders/receivables/ageing.html", context)


def _named(rows, group, model, by, day, found):
    """The rows with the name of each group, in one query, and the address of the report behind it."""
    names = model._base_manager.in_bulk([row[group] for row in rows if row[group]])
    return [
        {
            **row,
            "name": str(names[row[group]]) if row[group] else pgettext("receivables", "nobody"),
            "address": _address(by, row[group], day),
            "open_at": _invoices(by, row[group], day, "is_open=true&amount_min=0.01", ""),
            "overdue_at": _invoices(by, row[group], day, "overdue=true", OVERDUE),
            "ageing": [
                (row[bucket.name], _invoices(by, row[group], day, of_bucket(bucket), bucket.name)) for bucket in found
            ],
        }
        for row in rows
    ]


def _invoices(by, pk, day, query, bucket):
    """The invoices behind a figure: of today, or what was open at an earlier day; "" for those of nobody."""
    if not pk:
        return ""
    if day != calendar.today():
        return items_then(day, bucket, **{GROUPS[by][1]: pk})
    if by == "customer":
        return f"{reverse('customer-invoices', args=[pk])}?{query}"
    return f"{reverse('invoice-list')}?{query}&{GROUPS[by][1]}={pk}"


def _all_invoices(day, query, bucket=""):
    """The invoices behind a total: of today, or what was open at an earlier day."""
    if day != calendar.today():
        return items_then(day, bucket)
    return f"{reverse('invoice-list')}?{query}"


def _address(by, pk, day):
    if by == "customer":
        return reverse("customer-account", args=[pk])
    query = QueryDict(mutable=True)
    query["day"] = day.isoformat()
    if pk:
        query["customer__owner" if by == "rep" else "customer__region"] = pk
    return f"{reverse('receivable-report')}?{query.urlencode()}"


def _chart(rows, found):
    """Stacked bars in 万元, the largest on top."""
    rows = rows[::-1]
    return {
        "legend": {},
        "xAxis": {"type": "value"},
        "yAxis": {"type": "category", "data": [row["name"] for row in rows]},
        "series": [
            {
                "type": "bar",
                "stack": "ageing",
                "name": bucket.label,
                "data": [float(row[bucket.name] / 10000) for row in rows],
            }
            for bucket in found
        ],
    }
