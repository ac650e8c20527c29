"""Pages of production and inspection."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.domain import inspection_result, production_run
from orders.filters_fulfilment import InspectionFilters, ProductionFilters
from orders.forms_fulfilment import CorrectiveActionForm, InspectionForm, ProgressForm, StockEntryForm
from orders.models import Inspection, Production, StockEntry
from orders.output_fulfilment import stock_entry_paper
from orders.permissions_fulfilment import (
    can_close_inspection,
    can_enter_stock,
    can_finish_rework,
    can_inspect,
    can_report_progress,
    can_start_production,
)
from orders.tables_fulfilment import InspectionTable, ProductionTable
from salesmgmt.core.domain.approvals.alone import why_not_alone
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset


class ProductionList(ListPage):
    model = Production
    table_class = ProductionTable
    filterset_class = ProductionFilters
    presets = (
        Preset(_("All"), ""),
        Preset(_("To start"), "status=planned"),
        Preset(_("In production"), "status=in_production&status=rework"),
        Preset(_("Late"), "late=true"),
    )
    empty_text = _("Productions come from released plan forms.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("order__customer", "order_line__product")


class ProductionDetail(DetailPage):
    model = Production
    related = ("order__customer__owner", "order_line__product", "plan_line__plan")
    template_name = "orders/production_detail.html"
    actions = (
        Action("start", _("Start production"), can_start_production, production_run.start_production,
               icon="player-play", style="primary", to="in_production"),
        Action("progress", _("Report progress"), can_report_progress, production_run.report_progress, form=ProgressForm,
               icon="progress", style="primary", initial=lambda user, obj: {"quantity_done": f"{obj.quantity.normalize():f}"}),
        Action("rework-done", _("Rework finished"), can_finish_rework, production_run.finish_rework, icon="checks",
               style="primary"),
    )  # fmt: skip

    def facts(self, obj):
        return [
            (_("Product"), obj.order_line.product),
            (_("State"), obj.plan_line.state),
            (_("Quantity"), f"{obj.quantity.normalize():f} {obj.order_line.unit}"),
            Fact(_("quantity done"), f"{obj.quantity_done.normalize():f}", note=f"{obj.percent} %"),
            (_("Planned completion"), obj.planned_date),
            (_("Plan"), obj.plan_line.plan),
            (_("Order"), obj.order),
            (_("Started at"), obj.started_at),
            (_("Completed at"), obj.completed_at),
            Fact(_("Quality requirement"), obj.plan_line.quality_requirement, wide=True),
        ]

    def extra_context(self, obj):
        return {"progress": obj.progress.select_related("reported_by")[:20], "inspections": obj.inspections.all()[:20]}


class InspectionList(ListPage):
    model = Inspection
    table_class = InspectionTable
    filterset_class = InspectionFilters
    presets = (
        Preset(_("All"), ""),
        Preset(_("To be inspected"), "status=pending"),
        Preset(pgettext_lazy("inspection", "Failed"), "status=failed"),
    )
    empty_text = _("An inspection is asked for when production has finished.")

    @classmethod
    def base_queryset(cls, user):
        related = ("order__customer", "production__order_line__product", "inspected_by")
        return super().base_queryset(user).select_related(*related)


def has_goods_to_enter(user, inspection):
    """Passed goods are entered once, perhaps in parts."""
    return can_enter_stock(user, inspection) and inspection_result.quantity_to_enter(inspection) > 0


def why_not_close(user, inspection):
    return why_not_alone(user, inspection, Role.QA) if inspection.status == "failed" else ""


class InspectionDetail(DetailPage):
    model = Inspection
    related = (
        "order__customer__owner", "production__order_line__product", "production__plan_line", "inspected_by",
        "created_by",
    )  # fmt: skip
    template_name = "orders/inspection_detail.html"
    actions = (
        Action("inspect", _("Record the result"), can_inspect, inspection_result.record_inspection, form=InspectionForm,
               icon="microscope", style="primary",
               initial=lambda user, obj: {"quantity_passed": f"{obj.quantity.normalize():f}", "standard": obj.standard}),
        Action("enter-stock", _("Enter into stock"), has_goods_to_enter, inspection_result.enter_stock, form=StockEntryForm,
               icon="building-warehouse", style="primary",
               initial=lambda user, obj: {
                   "quantity": f"{inspection_result.quantity_to_enter(obj).normalize():f}"}),
        Action("close", _("Close without rework"), can_close_inspection, inspection_result.close_inspection,
               form=CorrectiveActionForm, icon="circle-check", why_not=why_not_close),
    )  # fmt: skip

    def facts(self, obj):
        return [
            (_("Product"), obj.production.order_line.product),
            (_("Production"), obj.production),
            (_("Order"), obj.order),
            (_("Quantity offered"), f"{obj.quantity.normalize():f}"),
            (_("Quantity passed"), f"{obj.quantity_passed.normalize():f}"),
            (_("Standard"), obj.standard),
            (_("Inspector"), obj.inspected_by),
            (_("Inspected at"), obj.inspected_at),
            Fact(_("Quality requirement"), obj.production.plan_line.quality_requirement, wide=True),
            Fact(pgettext_lazy("inspection", "Findings"), obj.findings, wide=True),
            *([Fact(_("Corrective action"), obj.corrective_action, wide=True)] if obj.corrective_action else []),
        ]

    def extra_context(self, obj):
        return {"stock_entries": obj.stock_entries.select_related("entered_by")}


def stock_entry_pdf(request, pk, entry):
    """F-20: what the warehouse took in of an inspection; as visible as the inspection."""
    found = get_object_or_404(
        StockEntry.objects.select_related("inspection__order__customer", "order_line__product", "entered_by"),
        pk=entry,
        inspection__in=Inspection.objects.visible_to(request.user).filter(pk=pk),
    )
    return pdf_response(stock_entry_paper(found), f"{found}.pdf")
