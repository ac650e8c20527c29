"""Pages of the weekly quality feedback form, and its paper."""

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views import View

from customers.quality_report import permissions as allowed
from customers.quality_report import weekly as reports
from customers.quality_report.filters import ReportFilters
from customers.quality_report.forms import DepartmentsForm, ReportForm, ReportLines, ReportOpenForm
from customers.quality_report.models import QualityFeedbackReport
from customers.quality_report.papers import report_pdf
from customers.quality_report.tables import ReportLineTable, ReportTable
from customers.quality_report.weekly import can_submit_now, why_not_submitted
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import require
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset


class ReportList(ListPage):
    model = QualityFeedbackReport
    table_class = ReportTable
    filterset_class = ReportFilters
    create_url = "quality-report-create"
    create_label = _("Open a week")
    presets = (
        Preset(_("All"), ""),
        Preset(_("To submit"), f"status={QualityFeedbackReport.Status.DRAFT}"),
        Preset(_("To pass on"), f"status={QualityFeedbackReport.Status.SUBMITTED}"),
        Preset(_("Passed on"), f"status={QualityFeedbackReport.Status.FORWARDED}"),
    )
    icon = "report"
    help_text = _("Each sales department reports every week, also when there is nothing to report.")
    empty_title = _("No forms yet")
    empty_text = _("On Fridays a draft of the week is made; you can open one yourself at any time.")

    def may_create(self):
        return allowed.can_open_report(self.request.user)

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("unit", "owner").annotate(line_count=Count("lines"))


def lines_departments(user, report):
    """Proposed: the departments of the lines; a week without opinions goes to the quality department."""
    named = set(report.lines.exclude(department="").values_list("department", flat=True))
    return {"departments": sorted(named) or [Role.QA.value]}


class ReportDetail(DetailPage):
    model = QualityFeedbackReport
    related = ("unit", "owner", "submitted_by", "forwarded_by", "created_by")
    lines_title = _("Opinions of the week")
    pdf_links = ((_("Quality feedback form"), "quality-report-pdf", allowed.can_print_report),)
    actions = (
        Action(
            "submit",
            _("Submit"),
            can_submit_now,
            reports.submit_report,
            to=QualityFeedbackReport.Status.SUBMITTED,
            style="primary",
            icon="send",
            why_not=why_not_submitted,
        ),
        Action(
            "forward",
            _("Pass to the departments"),
            allowed.can_forward_report,
            reports.forward_report,
            form=DepartmentsForm,
            to=QualityFeedbackReport.Status.FORWARDED,
            style="primary",
            icon="share",
            initial=lines_departments,
        ),
        Action(
            "refill",
            _("Fill in from opinions"),
            allowed.can_edit_report,
            reports.refill_report,
            style="",
            icon="refresh",
        ),
        Action(
            "reopen",
            _("Back to draft"),
            allowed.can_submit_report,
            reports.reopen_report,
            form=ReasonForm,
            to=QualityFeedbackReport.Status.DRAFT,
            style="",
            icon="arrow-back-up",
        ),
    )

    def title(self, obj):
        return obj.week_label

    def subtitle(self, obj):
        return f"{obj.unit} · {obj.number}"

    def can_edit(self, user, obj):
        return allowed.can_edit_report(user, obj)

    def facts(self, obj):
        names = dict(DepartmentsForm.base_fields["departments"].choices)
        return [
            (_("Sales department"), obj.unit),
            (_("Head of the department"), obj.owner),
            (_("Week"), f"{obj.monday} – {obj.sunday}"),
            (_("Nothing to report"), obj.is_nil),
            (_("Submitted by"), obj.submitted_by),
            (_("Submitted at"), obj.submitted_at),
            (_("Departments"), "、".join(str(names[each]) for each in obj.departments)),
            (_("Forwarded at"), obj.forwarded_at),
            *([Fact(_("Remark"), obj.remark, wide=True)] if obj.remark else []),
        ]

    def lines(self, obj):
        rows = list(obj.lines.select_related("customer", "product_category", "opinion", "complaint"))
        return ReportLineTable(rows, user=self.request.user) if rows else None


class ReportCreate(CreatePage):
    model = QualityFeedbackReport
    form_class = ReportOpenForm
    title = _("Open a week")
    submit_label = _("Open the form")

    def check_may(self, obj):
        require(allowed.can_open_report(self.request.user))

    def write(self, obj, form, lines):
        return reports.open_report(self.request.user, form.cleaned_data["unit"], form.cleaned_data["day"])


class ReportEdit(EditPage):
    model = QualityFeedbackReport
    form_class = ReportForm
    line_formset = ReportLines
    lines_title = _("Opinions of the week")
    update = reports.update_report
    may_edit = allowed.can_edit_report


class ReportPdf(View):
    """F-27."""

    model = QualityFeedbackReport

    def get(self, request, pk):
        report = get_object_or_404(ReportDetail.queryset(request.user), pk=pk)
        return pdf_response(report_pdf(report), f"{report.number}.pdf")
