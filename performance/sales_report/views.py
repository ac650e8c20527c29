"""Pages of sales reports, and their paper (ANA-02, ANA-06)."""

import json

from django.contrib.contenttypes.models import ContentType
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views import View

from performance.sales_report.figures import groups_kept, indicators_kept, months_kept, sales_since
from performance.sales_report.filters import SalesReportFilters
from performance.sales_report.forms import MeasureLines, SalesReportForm
from performance.sales_report.models import ReportMeasure, SalesReport
from performance.sales_report.papers import report_pdf
from performance.sales_report.permissions import (
    can_archive_report,
    can_comment_report,
    can_export_report,
    can_print_report,
)
from performance.sales_report.reporting import (
    MEASURE,
    archive_report,
    edit_report,
    refresh_report,
    send_back_report,
    submit_report,
)
from performance.sales_report.rules import missing_parts
from performance.sales_report.states import SalesReportStatus
from performance.sales_report.tables import MeasureTable, SalesReportTable
from salesmgmt.core.models import Task
from salesmgmt.core.permissions import sees_cost
from salesmgmt.core.state import require
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import EditPage, ReasonForm
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset

TEN_THOUSAND = 10_000


class SalesReportList(ListPage):
    model = SalesReport
    table_class = SalesReportTable
    filterset_class = SalesReportFilters
    help_text = gettext_lazy("Made on the first of each month for every region and for the company.")
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(pgettext_lazy("sales report", "To be commented"), f"status={SalesReportStatus.GENERATED}"),
        Preset(pgettext_lazy("sales report", "To be archived"), f"status={SalesReportStatus.COMMENTED}"),
        Preset(pgettext_lazy("sales report", "Archived"), f"status={SalesReportStatus.ARCHIVED}"),
    )
    empty_title = gettext_lazy("No sales reports yet")
    empty_text = gettext_lazy("On the first of the month the reports of the month before are made.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("unit", "author")


def with_tasks(measures):
    """Each measure with its to-do, which says whether it was done: one query."""
    rows = list(measures)
    tasks = Task.objects.filter(
        kind=MEASURE,
        content_type=ContentType.objects.get_for_model(ReportMeasure),
        object_id__in=[row.pk for row in rows],
    )
    by_measure = {task.object_id: task for task in tasks}
    for row in rows:
        row.task = by_measure.get(row.pk)
    return rows


def last_measures(report):
    """What became of the measures of the month before: ``(report, done, all)``, None without."""
    before = SalesReport.objects.filter(
        unit=report.unit_id, month=report.period.preceding.first, status=SalesReportStatus.ARCHIVED
    ).first()
    rows = with_tasks(before.measures.all()) if before is not None else []
    done = sum(1 for row in rows if row.task and row.task.status == Task.Status.DONE)
    return (before, done, len(rows)) if rows else None


def why_not_submitted(user, report):
    """What is still missing, for whoever may comment (ANA-06)."""
    if not can_comment_report(user, report):
        return ""
    return " ".join(missing_parts(report.problems, [row.text for row in report.measures.all()]))


class SalesReportDetail(DetailPage):
    model = SalesReport
    template_name = "performance/sales_report/detail.html"
    related = ("unit", "author__superior", "commented_by", "archived_by", "created_by")
    lines_title = pgettext_lazy("sales report", "Measures")
    pdf_links = ((gettext_lazy("Sales report"), "sales-report-pdf", can_print_report),)
    actions = (
        Action(
            "submit",
            pgettext_lazy("sales report", "Hand in"),
            lambda user, report: can_comment_report(user, report) and not why_not_submitted(user, report),
            submit_report,
            to=SalesReportStatus.COMMENTED,
            style="primary",
            icon="send",
            why_not=why_not_submitted,
        ),
        Action(
            "archive",
            pgettext_lazy("sales report", "Archive"),
            can_archive_report,
            archive_report,
            to=SalesReportStatus.ARCHIVED,
            style="success",
            icon="archive",
        ),
        Action(
            "return",
            pgettext_lazy("sales report", "Send back"),
            can_archive_report,
            send_back_report,
            form=ReasonForm,
            to=SalesReportStatus.GENERATED,
            style="danger",
            icon="arrow-back-up",
        ),
        Action(
            "refresh",
            pgettext_lazy("sales report", "Count anew"),
            can_comment_report,
            refresh_report,
            icon="refresh",
        ),
    )

    def title(self, obj):
        return _("Sales report %(unit)s %(period)s") % {"unit": obj.unit, "period": obj.period}

    def can_edit(self, user, obj):
        return bool(can_comment_report(user, obj))

    def facts(self, obj):
        return [
            (pgettext("sales report", "Author"), obj.author),
            (pgettext("sales report", "Figures of"), obj.figures_at),
            (pgettext("sales report", "Commented at"), obj.commented_at),
            (pgettext("sales report", "Archived by"), obj.archived_by),
            Fact(pgettext("sales report", "Sales dynamics"), obj.dynamics or "—", wide=True),
            Fact(pgettext("sales report", "Sales costs of the departments"), obj.costs or "—", wide=True),
            Fact(pgettext("sales report", "Competition"), obj.competition or "—", wide=True),
            Fact(pgettext("sales report", "Problems"), obj.problems or "—", wide=True),
        ]

    def lines(self, obj):
        return MeasureTable(with_tasks(obj.measures.select_related("person")), user=self.request.user)

    def extra_context(self, obj):
        user = self.request.user
        return {
            "indicators": indicators_kept(obj.figures, sees_cost(user)),
            "groups": groups_kept(obj.figures),
            "chart": json.dumps(chart_of(months_kept(obj.figures))),
            "can_export": bool(can_export_report(user)),
            "since": sales_since(obj) if obj.status == SalesReportStatus.ARCHIVED else None,
            "last": last_measures(obj),
        }


def chart_of(months):
    """The sales of thirteen months in 万元, last year's dashed."""

    def values(name):
        return [None if getattr(row, name) is None else float(getattr(row, name) / TEN_THOUSAND) for row in months]

    return {
        "tooltip": {"trigger": "axis"},
        "legend": {},
        "xAxis": {"type": "category", "data": [row.label for row in months]},
        "yAxis": {"type": "value"},
        "series": [
            {"type": "bar", "name": pgettext("metric", "Sales amount"), "data": values("value")},
            {
                "type": "line",
                "name": _("a year before"),
                "data": values("earlier"),
                "lineStyle": {"type": "dashed"},
                "symbol": "diamond",
            },
        ],
    }


class SalesReportEdit(EditPage):
    model = SalesReport
    form_class, line_formset = SalesReportForm, MeasureLines
    update = edit_report
    may_edit = can_comment_report


class SalesReportPdf(View):
    def get(self, request, pk):
        report = get_object_or_404(
            SalesReport.objects.visible_to(request.user).select_related("unit", "commented_by", "archived_by"), pk=pk
        )
        require(can_print_report(request.user, report))
        return pdf_response(report_pdf(report), f"{report.number}.pdf")
