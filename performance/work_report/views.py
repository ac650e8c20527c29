"""Pages of the work reports (TEAM-05)."""

from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View
from django.views.decorators.http import require_POST

from performance.work_report.filters import WorkReportFilters
from performance.work_report.forms import CommentForm, WorkReportForm
from performance.work_report.models import WorkReport
from performance.work_report.papers import report_pdf
from performance.work_report.permissions import (
    can_comment_report,
    can_edit_report,
    can_submit_report,
    writes_reports,
)
from performance.work_report.reporting import begin_report, comment_report, submit_report, update_report
from performance.work_report.states import WorkReportStatus
from performance.work_report.tables import WorkReportLineTable, WorkReportPersonTable, WorkReportTable
from salesmgmt.core.state import require
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import EditPage
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset


class WorkReportList(ListPage):
    model = WorkReport
    table_class = WorkReportTable
    filterset_class = WorkReportFilters
    template_name = "performance/work_report/list.html"
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("Mine"), "employee=me"),
        Preset(pgettext_lazy("work report", "Not handed in"), f"status={WorkReportStatus.DRAFT}"),
        Preset(pgettext_lazy("work report", "To be commented"), f"status={WorkReportStatus.SUBMITTED}"),
    )
    empty_title = gettext_lazy("No work reports")
    empty_text = gettext_lazy("Every Monday each representative and supervisor finds a draft of his week.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("employee")

    def get_context_data(self, **extra):
        return super().get_context_data(may_begin=writes_reports(self.request.user), **extra)


class WorkReportDetail(DetailPage):
    model = WorkReport
    template_name = "performance/work_report/detail.html"
    related = ("employee__superior", "commented_by", "created_by")
    lines_title = pgettext_lazy("work report", "What was done")
    pdf_links = ((gettext_lazy("Work report (PDF)"), "work-report-pdf", lambda user, report: True),)
    actions = (
        Action(
            "submit",
            pgettext_lazy("work report", "Hand in"),
            can_submit_report,
            submit_report,
            to=WorkReportStatus.SUBMITTED,
            style="primary",
            icon="send",
        ),
        Action(
            "comment",
            pgettext_lazy("work report", "Comment"),
            can_comment_report,
            comment_report,
            form=CommentForm,
            to=WorkReportStatus.COMMENTED,
            style="primary",
            icon="message",
        ),
    )

    def title(self, obj):
        return str(obj.title)

    def can_edit(self, user, obj):
        return can_edit_report(user, obj)

    def facts(self, obj):
        return [
            (_("Visits"), str(obj.visits)),
            (_("Leads"), str(obj.leads)),
            (_("Orders"), str(obj.orders)),
            (pgettext_lazy("work report", "Ordered"), obj.ordered),
            (_("Collected"), obj.collected),
            (_("Submitted at"), obj.submitted_at),
            Fact(pgettext_lazy("work report", "Problems"), obj.problems or "—", wide=True),
            Fact(pgettext_lazy("work report", "Proposals"), obj.proposals or "—", wide=True),
            Fact(pgettext_lazy("work report", "Next steps"), obj.next_steps or "—", wide=True),
            *(
                [
                    Fact(
                        pgettext_lazy("work report", "Comment of the superior"),
                        obj.superior_comment,
                        True,
                        obj.commented_by,
                    )
                ]
                if obj.superior_comment
                else []
            ),
        ]

    def lines(self, obj):
        return WorkReportLineTable(
            obj.lines.select_related("visit", "lead", "order", "payment", "refund"), user=self.request.user
        )

    def extra_context(self, obj):
        people = list(obj.people.select_related("person"))
        return {"people": WorkReportPersonTable(people, user=self.request.user) if people else None}


class WorkReportEdit(EditPage):
    model = WorkReport
    form_class = WorkReportForm
    update = update_report
    may_edit = can_edit_report


class WorkReportPdf(View):
    """F-41."""

    def get(self, request, pk):
        rows = WorkReport.objects.visible_to(request.user).select_related("employee", "commented_by")
        report = get_object_or_404(rows, pk=pk)
        return pdf_response(report_pdf(report), f"工作汇报-{report.number}.pdf")


@require_POST
def begin(request):
    """The button of the list: the report of the period that runs."""
    require(writes_reports(request.user))
    return redirect(begin_report(request.user))
