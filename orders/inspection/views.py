from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.inspection import result as inspection_result
from orders.inspection.filters import InspectionFilters
from orders.inspection.forms import CorrectiveActionForm, InspectionForm
from orders.inspection.models import Inspection
from orders.inspection.permissions import can_close_inspection, can_inspect
from orders.inspection.tables import InspectionTable
from orders.inspection_standard.standard import quality_context
from salesmgmt.core import registry
from salesmgmt.core.domain.approvals.alone import why_not_alone
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.lists import ListPage, Preset


class InspectionList(ListPage):
    model = Inspection
    table_class = InspectionTable
    filterset_class = InspectionFilters
    presets = (
        Preset(_("All"), ""),
        Preset(_("To be inspected"), f"status={Inspection.Status.PENDING}"),
        Preset(pgettext_lazy("inspection", "Failed"), f"status={Inspection.Status.FAILED}"),
    )
    empty_text = _("An inspection is asked for when production has finished.")

    @classmethod
    def base_queryset(cls, user):
        related = ("order__customer", "production__order_line__product", "inspected_by")
        return super().base_queryset(user).select_related(*related)


def why_not_close(user, inspection):
    return why_not_alone(user, inspection, Role.QA) if inspection.status == Inspection.Status.FAILED else ""


class InspectionDetail(DetailPage):
    model = Inspection
    related = (
        "order__customer__owner",
        "production__order_line__product",
        "production__plan_line",
        "inspected_by",
        "created_by",
    )
    template_name = "orders/inspection/detail.html"
    actions = (
        Action(
            "inspect",
            _("Record the result"),
            can_inspect,
            inspection_result.record_inspection,
            form=InspectionForm,
            icon="microscope",
            style="primary",
            order=10,
            initial=lambda user, obj: {"quantity_passed": f"{obj.quantity.normalize():f}", "standard": obj.standard},
        ),
        Action(
            "close",
            _("Close without rework"),
            can_close_inspection,
            inspection_result.close_inspection,
            form=CorrectiveActionForm,
            icon="circle-check",
            why_not=why_not_close,
        ),
    )

    def facts(self, obj):
        failed = obj.status in (Inspection.Status.FAILED, Inspection.Status.CLOSED)
        opened = registry.fact("inspection", "nonconformity", obj) if failed else None
        return [
            (_("Product"), obj.production.order_line.product),
            (_("Production"), obj.production),
            (_("Order"), obj.order),
            (_("Quantity offered"), f"{obj.quantity.normalize():f}"),
            (_("Quantity passed"), f"{obj.quantity_passed.normalize():f}"),
            (_("Standard"), obj.standard),
            (_("Inspector"), obj.inspected_by),
            (_("Inspected at"), obj.inspected_at),
            *([(_("Nonconformity"), opened)] if opened else []),
            Fact(pgettext_lazy("inspection", "Findings"), obj.findings, wide=True),
            *([Fact(_("Corrective action"), obj.corrective_action, wide=True)] if obj.corrective_action else []),
        ]

    def extra_context(self, obj):
        entries = obj.stock_entries.select_related("entered_by")
        return quality_context(obj, [obj.production.quality_line]) | {"stock_entries": entries}
