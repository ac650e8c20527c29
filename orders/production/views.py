from django.utils.translation import gettext_lazy as _

from orders.plan.standard import quality_context
from orders.production import run as production_run
from orders.production.filters import ProductionFilters
from orders.production.forms import ProgressForm
from orders.production.models import Production
from orders.production.permissions import can_finish_rework, can_report_progress, can_start_production
from orders.production.tables import ProductionTable
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.lists import ListPage, Preset


class ProductionList(ListPage):
    model = Production
    table_class = ProductionTable
    filterset_class = ProductionFilters
    presets = (
        Preset(_("All"), ""),
        Preset(_("To start"), f"status={Production.Status.PLANNED}"),
        Preset(_("In production"), f"status={Production.Status.IN_PRODUCTION}&status={Production.Status.REWORK}"),
        Preset(_("Late"), "late=true"),
    )
    empty_text = _("Productions come from released plan forms.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("order__customer", "order_line__product")


class ProductionDetail(DetailPage):
    model = Production
    related = ("order__customer__owner", "order_line__product", "plan_line__plan")
    template_name = "orders/production/detail.html"
    actions = (
        Action(
            "start",
            _("Start production"),
            can_start_production,
            production_run.start_production,
            icon="player-play",
            style="primary",
            to=Production.Status.IN_PRODUCTION,
        ),
        Action(
            "progress",
            _("Report progress"),
            can_report_progress,
            production_run.report_progress,
            form=ProgressForm,
            icon="progress",
            style="primary",
            initial=lambda user, obj: {"quantity_done": f"{obj.quantity.normalize():f}"},
        ),
        Action(
            "rework-done",
            _("Rework finished"),
            can_finish_rework,
            production_run.finish_rework,
            icon="checks",
            style="primary",
        ),
    )

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
        ]

    def extra_context(self, obj):
        return quality_context(obj, [obj.quality_line]) | {
            "progress": obj.progress.select_related("reported_by")[:20],
            "inspections": obj.inspections.all()[:20],
        }
