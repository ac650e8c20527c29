"""Pages of commission (PAY-03 to PAY-05, PAY-09 to PAY-11)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from performance.commission import deciding
from performance.commission.computing import start_month
from performance.commission.filters import StatementFilters
from performance.commission.forms import ApproveForm, CommentForm, MonthForm
from performance.commission.models import CommissionLine, CommissionMonth, CommissionRun, CommissionStatement
from performance.commission.papers import lines_of_statement, statement_pdf
from performance.commission.permissions import (
    can_approve_statement,
    can_compute_month,
    can_export_commission,
    can_pay_statement,
    can_review_statement,
    can_see_commission,
)
from performance.commission.states import CommissionStatus, LineStanding
from performance.commission.tables import StatementTable, line_table
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.state import require
from salesmgmt.core.web.bulk import BulkAction
from salesmgmt.core.web.crumbs import Crumb
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.form_classes import ReasonForm
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset

RUNS = 5


class CommissionList(ListPage):
    model = CommissionStatement
    table_class = StatementTable
    filterset_class = StatementFilters
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("To be reviewed"), f"status={CommissionStatus.CALCULATED}"),
        Preset(gettext_lazy("To be approved"), f"status={CommissionStatus.REVIEWED}"),
        Preset(pgettext_lazy("commission", "To be paid"), f"status={CommissionStatus.APPROVED}"),
        Preset(pgettext_lazy("commission", "Quota not met"), "qualified=false"),
        Preset(gettext_lazy("Mine"), "person=me"),
    )
    links = (
        (pgettext_lazy("commission", "Months"), "commission-months", "calendar-month", can_compute_month),
        (gettext_lazy("My commission"), "my-commission", "coin", can_see_commission),
        (pgettext_lazy("commission", "Not paid, and why"), "commission-unpaid", "cash-off", can_see_commission),
        (gettext_lazy("Disputed and held lines"), "line-question-list", "message-question", can_see_commission),
    )
    bulk_actions = (
        BulkAction(
            "review",
            pgettext_lazy("commission", "Review"),
            lambda user: may_at_all(user, "commission", "review"),
            deciding.review_statement,
            icon="eye-check",
        ),
        BulkAction(
            "approve",
            gettext_lazy("Approve"),
            lambda user: may_at_all(user, "commission", "A"),
            deciding.approve_statement,
            icon="check",
        ),
        BulkAction(
            "pay",
            gettext_lazy("Pay"),
            lambda user: may_at_all(user, "commission", "pay"),
            deciding.pay_statement,
            icon="cash",
        ),
    )
    empty_title = gettext_lazy("No commission statements yet")
    empty_text = gettext_lazy("They are computed on the first of the month for the month before.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("person")


class CommissionDetail(DetailPage):
    model = CommissionStatement
    template_name = "performance/commission/detail.html"
    related = ("person", "approved_by")
    edit_url = None
    has_attachments = False
    lines_title = gettext_lazy("Line by line")
    pdf_links = ((gettext_lazy("Commission statement (PDF)"), "commission-pdf", lambda user, statement: True),)
    actions = (
        Action(
            "review",
            pgettext_lazy("commission", "Review"),
            can_review_statement,
            deciding.review_statement,
            form=CommentForm,
            to=CommissionStatus.REVIEWED,
            style="primary",
            icon="eye-check",
        ),
        Action(
            "approve",
            gettext_lazy("Approve"),
            can_approve_statement,
            deciding.approve_statement,
            form=ApproveForm,
            to=CommissionStatus.APPROVED,
            style="success",
            icon="check",
        ),
        Action(
            "send-back",
            pgettext_lazy("commission", "Send back"),
            can_approve_statement,
            deciding.send_back_statement,
            form=ReasonForm,
            to=CommissionStatus.CALCULATED,
            icon="arrow-back-up",
        ),
        Action(
            "pay",
            gettext_lazy("Pay"),
            can_pay_statement,
            deciding.pay_statement,
            to=CommissionStatus.PAID,
            style="primary",
            icon="cash",
            confirm=gettext_lazy("Has the amount been paid out?"),
        ),
        Action(
            "recalculate",
            pgettext_lazy("commission", "Calculate again"),
            lambda user, statement: can_compute_month(user),
            deciding.recalculate_statement,
            icon="calculator",
        ),
    )

    def title(self, obj):
        return f"{obj.person} {obj.month:%Y-%m}"

    def facts(self, obj):
        return [
            (_("Representative"), obj.person),
            (_("Month"), f"{obj.month:%Y-%m}"),
            (pgettext("commission", "Collected in the month"), obj.collected),
            Fact(
                pgettext("commission", "Quota of the month"),
                obj.quota if obj.quota is not None else _("none in force"),
                note=_("quota met") if obj.qualified else _("quota not met"),
            ),
            (pgettext("commission", "Commission of the month"), obj.total),
            *([(pgettext("commission", "Brought forward"), obj.brought_forward)] if obj.brought_forward else []),
            *([(pgettext("commission", "Released from earlier months"), obj.released)] if obj.released else []),
            *([(pgettext("commission", "Lines held back"), obj.withheld)] if obj.withheld else []),
            Fact(pgettext("commission", "To be paid"), obj.payable, note=_held_back(obj)),
            *([(pgettext("commission", "Carried into the next month"), obj.carried)] if obj.carried else []),
            (pgettext("commission", "Computed at"), obj.computed_at),
            (pgettext("commission", "Approved by"), obj.approved_by),
            (pgettext("commission", "Paid on"), obj.paid_on),
        ]

    def lines(self, obj):
        return line_table(lines_of_statement(obj), self.request.user)

    @classmethod
    def queryset(cls, user):
        return super().queryset(user).prefetch_related("questions")

    def extra_context(self, obj):
        return {"can_export": bool(can_export_commission(self.request.user)), "held_back": _held_back(obj)}


def _held_back(statement):
    return _("accrued until the settlement of the year") if deciding.is_held_back(statement) else ""


@require_GET
def commission_pdf(request, pk):
    """F-37."""
    rows = CommissionStatement.objects.visible_to(request.user).select_related("person", "approved_by")
    statement = get_object_or_404(rows, pk=pk)
    return pdf_response(statement_pdf(statement), f"{statement.number}.pdf")


@require_http_methods(["GET", "POST"])
def months(request):
    """The months that were computed, and the worker computing one, with its progress."""
    user = request.user
    require(can_compute_month(user))
    form = MonthForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            start_month(user, form.cleaned_data["month"])
        except BusinessError as refusal:
            messages.error(request, str(refusal))
        return redirect("commission-months")
    runs = list(CommissionRun.objects.select_related("user")[:RUNS])
    context = {
        "title": _("Months of commission"),
        "crumbs": [Crumb(_("Commission statements"), reverse("commission-list")), Crumb(_("Months of commission"))],
        "form": form,
        "runs": runs,
        "running": any(run.is_open for run in runs),
        "months": CommissionMonth.objects.select_related("computed_by")[:24],
        "nobody": CommissionLine.objects.filter(standing=LineStanding.NOBODY).select_related("customer", "entry")[:20],
    }
    return render(
        request, "performance/commission/_runs.html" if request.htmx else "performance/commission/months.html", context
    )
