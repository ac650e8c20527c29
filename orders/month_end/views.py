"""The month end: what is open, the closing, and the balances it froze."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET

from orders.account.models import Account
from orders.month_end.closing import close_again, close_month, months_to_close, propose_reopening
from orders.month_end.filters import BalanceFilters, MonthEndFilters, WithoutStatementFilters, month_of
from orders.month_end.forms import MonthEndForm
from orders.month_end.models import MonthBalance, MonthEnd
from orders.month_end.open_points import marks_by_rep, open_points, slow_points
from orders.month_end.permissions import can_close_again, can_close_month, can_propose_reopening, reads_month_ends
from orders.month_end.tables import BalanceTable, MonthEndTable, WithoutStatementTable
from orders.monthly_task.states import MarkKind
from orders.statement.permissions import can_make_some
from orders.statement.sending import make_last_months
from salesmgmt.core.calendar import add_months, month_bounds
from salesmgmt.core.state import require
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, ReasonForm
from salesmgmt.core.web.lists import BulkAction, ListPage, Preset, TabList

MONTHS_SHOWN = 12


@require_GET
def month_end_page(request):
    """What of a month is open before it is closed, each with its number, its sum and its list."""
    require(reads_month_ends(request.user))
    month = month_of(request.GET)
    first, last = month_bounds(month)
    newest = month_of({})
    marks, closable = marks_by_rep(last), months_to_close()
    points = open_points(first, last, at_once=False)
    context = {
        "title": _("Month end"),
        "crumbs": [Crumb(_("Month end"))],
        "month": month,
        "months": [add_months(newest, -back) for back in range(MONTHS_SHOWN)],
        "points": [point for point in points if point.count is not None],
        "slow": [point for point in points if point.count is None],
        "marks": marks,
        "kinds": MarkKind.labels,
        "closed": MonthEnd.objects.filter(month=first).select_related("closed_by").first(),
        "may_close": can_close_month(request.user) and first in closable,
        # What has to be closed before this month can be.
        "before": closable[0] if closable and first > closable[0] else None,
    }
    return render(request, "orders/month_end/page.html", context)


@require_GET
def month_end_slow_points(request):
    """The rows of the page that take longer to count, once the page stands."""
    require(reads_month_ends(request.user))
    points = slow_points(*month_bounds(month_of(request.GET)))
    return render(request, "orders/month_end/_points.html", {"points": points})


class MonthEndList(ListPage):
    model = MonthEnd
    table_class = MonthEndTable
    filterset_class = MonthEndFilters
    links = [(gettext_lazy("Month end"), "month-end", "calendar-check", reads_month_ends)]
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(pgettext_lazy("month", "Reopened"), f"status={MonthEnd.Status.REOPENED}"),
    )
    empty_title = gettext_lazy("No month is closed yet")
    empty_text = gettext_lazy("Finance closes a month on the page “Month end”.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("closed_by")


class MonthEndCreate(CreatePage):
    model = MonthEnd
    form_class = MonthEndForm
    create = close_month
    template_name = "orders/month_end/form.html"
    title = gettext_lazy("Close a month")
    submit_label = pgettext_lazy("month", "Close the month")

    def get_initial(self):
        return {"month": self.request.GET.get("month", ""), **super().get_initial()}


class MonthEndDetail(DetailPage):
    model = MonthEnd
    related = ("created_by", "closed_by")
    template_name = "orders/month_end/detail.html"
    actions = (
        Action(
            "again",
            gettext_lazy("Close it again"),
            can_close_again,
            close_again,
            form=ReasonForm,
            to=MonthEnd.Status.CLOSED,
            style="primary",
            icon="lock",
        ),
        Action(
            "reopen",
            gettext_lazy("Propose to reopen it"),
            can_propose_reopening,
            propose_reopening,
            form=ReasonForm,
            to=MonthEnd.Status.SUBMITTED,
            icon="lock-open",
            help_text=gettext_lazy("The general manager decides; until then it stays closed."),
        ),
    )

    def title(self, obj):
        return _("Month end %(month)s") % {"month": obj}

    def facts(self, obj):
        facts = [
            (pgettext("books", "Month"), str(obj)),
            (_("Accounts"), str(obj.accounts)),
            (_("Opening balance"), obj.opening),
            (_("+ billed"), obj.billed),
            (_("− credited"), obj.credited),
            (_("− paid"), obj.paid),
            (_("− written off"), obj.written_off),
            (_("= closing balance"), obj.closing),
            (_("Closed by"), obj.closed_by),
            (_("Closed at"), obj.closed_at),
            (pgettext("month", "Closings"), str(obj.closings)),
        ]
        if obj.remark:
            facts.append(Fact(pgettext("month", "Why it was closed with open points"), obj.remark, wide=True))
        if obj.reopen_reason:
            facts.append(Fact(_("Why it is to be reopened"), obj.reopen_reason, wide=True))
        return facts


class MonthBalances(TabList):
    """The balances with which the month was closed last, account by account."""

    model = MonthBalance
    key = "month-end-balances"
    matrix_key = "month_end"
    title = gettext_lazy("Balances of the month")
    table_class = BalanceTable
    filterset_class = BalanceFilters
    parent = MonthEndDetail
    parent_field = "month_end"
    template_name = "core/tab_list.html"

    @classmethod
    def base_queryset(cls, user):
        rows = MonthBalance.objects.visible_to(user).of_last_closing()
        return rows.select_related("account__customer__owner")


class WithoutStatement(ListPage):
    """The customers of whom a month has no statement of account."""

    model = Account
    key = "without-statement"
    matrix_key = "invoice"
    title = gettext_lazy("Customers without a statement of the month")
    icon = "file-off"
    table_class = WithoutStatementTable
    filterset_class = WithoutStatementFilters
    bulk_actions = (
        BulkAction(
            "statements",
            gettext_lazy("Draw up last month's statements"),
            can_make_some,
            make_last_months,
            icon="file-analytics",
        ),
    )
    links = ((gettext_lazy("Statements of a month"), "statement-runs", "files", can_make_some),)
    empty_title = gettext_lazy("Every customer has his statement")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("customer__owner").order_by("customer__name", "pk")

    def summary(self, rows):
        month = month_of(self.request.GET)
        return [(pgettext("books", "Month"), f"{month:%Y-%m}")]
