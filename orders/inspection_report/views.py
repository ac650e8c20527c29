"""Pages of check points, and the inspection report as a paper."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.delivery.models import DeliveryNote
from orders.inspection.models import Inspection
from orders.inspection_report.filters import CheckPointFilters
from orders.inspection_report.forms import CheckPointForm
from orders.inspection_report.measuring import create_point, update_point
from orders.inspection_report.models import CheckPoint
from orders.inspection_report.papers import report_paper
from orders.inspection_report.permissions import can_write_points
from orders.inspection_report.reporting import inspections_behind
from orders.inspection_report.tables import CheckPointTable
from salesmgmt.core.web.detail import DetailPage
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage


class CheckPointList(ListPage):
    model = CheckPoint
    table_class = CheckPointTable
    filterset_class = CheckPointFilters
    create_url = "check-point-create"
    empty_title = _("No check points yet")
    empty_text = _("Enter what is measured or looked at of a product before it leaves, by its outgoing standard.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("product", "annex__contract")


class CheckPointDetail(DetailPage):
    model = CheckPoint
    related = ("product", "annex__contract")
    has_attachments = False

    def title(self, obj):
        return obj.name

    def subtitle(self, obj):
        return str(obj.product)

    def can_edit(self, user, obj):
        return can_write_points(user, obj)

    def facts(self, obj):
        return [
            (_("Product"), obj.product),
            (_("Outgoing standard of the contract"), f"{obj.annex.contract} {obj.annex.title}" if obj.annex else "—"),
            (pgettext_lazy("check point", "Judged by"), obj.get_kind_display()),
            (pgettext_lazy("check point", "Requirement"), obj.asked),
            (pgettext_lazy("check point", "Tool or method"), obj.method),
            (_("In force"), obj.is_active),
        ]


class CheckPointCreate(CreatePage):
    model = CheckPoint
    form_class = CheckPointForm
    create = create_point


class CheckPointEdit(EditPage):
    model = CheckPoint
    form_class = CheckPointForm
    update = update_point


def inspection_report_pdf(request, pk):
    """The report of one decided inspection; as visible as the inspection."""
    rows = Inspection.objects.visible_to(request.user).exclude(status=Inspection.Status.PENDING)
    related = ("production__order_line__product", "inspected_by", "order__customer")
    found = get_object_or_404(rows.select_related(*related).prefetch_related("readings__point"), pk=pk)
    return pdf_response(report_paper([found], number=found.number, order=found.order), f"{found}.pdf")


def delivery_report_pdf(request, pk):
    """The certificate that travels with a delivery: all inspections behind its goods."""
    notes = DeliveryNote.objects.visible_to(request.user).select_related("order__customer")
    note = get_object_or_404(notes, pk=pk)
    found = inspections_behind(note)
    if not found:
        raise Http404
    paper = report_paper(found, number=note.number, order=note.order, delivery=note)
    return pdf_response(paper, f"{note}-QC.pdf")
