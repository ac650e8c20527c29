"""Pages of the collection reports."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from orders.collection_report.filters import CollectionReportFilters
from orders.collection_report.forms import SubmitReportForm
from orders.collection_report.models import CollectionReport
from orders.collection_report.papers import report_paper
from orders.collection_report.permissions import can_acknowledge_report, can_submit_report
from orders.collection_report.reporting import acknowledge_report, refresh_report, return_report, submit_report
from orders.collection_report.tables import AnnouncedPaymentTable, CollectionReportTable, OverdueCauseTable
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.form_classes import ReasonForm
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset


class CollectionReportList(ListPage):
    model = CollectionReport
    table_class = CollectionReportTable
    filterset_class = CollectionReportFilters
    presets = (
        Preset(gettext_lazy("All"), ""),
        Preset(gettext_lazy("Mine"), "owner=me"),
        Preset(gettext_lazy("With finance"), "status=submitted"),
    )
    empty_title = gettext_lazy("No collection reports")
    empty_text = gettext_lazy("Every Monday each sales representative finds a draft of his week.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).with_people()


class CollectionReportDetail(DetailPage):
    model = CollectionReport
    template_name = "orders/collection_report/detail.html"
    related = ("owner", "acknowledged_by")
    pdf_links = ((gettext_lazy("Collection report (PDF)"), "collection-report-pdf", lambda user, report: True),)
    actions = (
        Action(
            "submit",
            gettext_lazy("Hand in to finance"),
            can_submit_report,
            submit_report,
            form=SubmitReportForm,
            to="submitted",
            style="primary",
            icon="send",
            initial=lambda user, report: {"remark": report.remark},
        ),
        Action(
            "refresh",
            gettext_lazy("Read the books anew"),
            lambda user, report: report.is_editable and can_submit_report(user, report),
            refresh_report,
            icon="refresh",
        ),
        Action(
            "acknowledge",
            pgettext_lazy("collection report", "Acknowledge"),
            can_acknowledge_report,
            acknowledge_report,
            to="acknowledged",
            style="success",
            icon="check",
        ),
        Action(
            "return",
            pgettext_lazy("collection report", "Return"),
            can_acknowledge_report,
            return_report,
            form=ReasonForm,
            to="draft",
            style="danger",
            icon="arrow-back-up",
        ),
    )

    def subtitle(self, obj):
        return f"{obj.owner} · {obj.date_from} – {obj.date_to}"

    def facts(self, obj):
        facts = [
            (_("Sales representative"), obj.owner),
            (_("Announced in all"), obj.total),
            (_("Submitted at"), obj.submitted_at),
            (_("Acknowledged by"), obj.acknowledged_by),
            (_("Acknowledged at"), obj.acknowledged_at),
        ]
        if obj.remark:
            facts.append(Fact(_("Remark"), obj.remark, wide=True))
        return facts

    def lines(self, obj):
        return AnnouncedPaymentTable(obj.payments.select_related("customer", "payment"), user=self.request.user)

    def extra_context(self, obj):
        return {"cause_table": OverdueCauseTable(obj.causes.select_related("customer"), user=self.request.user)}


@require_GET
def collection_report_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    reports = CollectionReport.objects.visible_to(request.user).with_people()
    report = get_object_or_404(reports, pk=pk)
    return pdf_response(report_paper(report), f"回款报告-{report}.pdf")
