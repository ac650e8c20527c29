from django.utils.translation import gettext_lazy as _

from orders.inspection_standard.standard import quality_context
from orders.production import delay, opinion
from orders.production import run as production_run
from orders.production.filters import ProductionFilters
from orders.production.forms import AnswerForm, DelayForm, OpinionForm, ProgressForm
from orders.production.models import Production
from orders.production.permissions import (
    can_answer_opinion,
    can_explain_delay,
    can_finish_rework,
    can_pass_on_opinion,
    can_report_progress,
    can_start_production,
)
from orders.production.tables import ProductionTable
from salesmgmt.core.calendar import day_of, today
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
        Preset(_("Delayed"), "delayed=true"),
        Preset(_("Repairs"), f"kind={Production.Kind.REPAIR}"),
    )
    empty_text = _("Productions come from released plan forms.")
    links = ((_("Production board"), "production-board", "layout-kanban", lambda user: True),)

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
            initial=lambda user, obj: {"quantity_done": f"{obj.quantity_done.normalize():f}"},
        ),
        Action(
            "delay",
            _("Delay: cause and new date"),
            can_explain_delay,
            delay.explain_delay,
            form=DelayForm,
            icon="clock-exclamation",
            initial=lambda user, obj: {"cause": obj.delay_cause, "expected_date": obj.expected_date},
        ),
        Action(
            "opinion",
            _("Pass on the customer's opinion"),
            can_pass_on_opinion,
            opinion.pass_on_opinion,
            form=OpinionForm,
            icon="message-forward",
        ),
        Action(
            "answer",
            _("Answer the customer's opinion"),
            lambda user, obj: can_answer_opinion(user, obj) and obj.messages.filter(answered_at__isnull=True).exists(),
            opinion.answer_opinion,
            form=AnswerForm,
            icon="message-reply",
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

    def lateness(self, obj):
        """Beside the planned day: delayed by so many days, or finished so many days late."""
        end = day_of(obj.completed_at) if obj.completed_at else today()
        days = (end - obj.planned_date).days
        if days <= 0 or obj.status == Production.Status.CANCELLED:
            return ""
        words = _("finished %(days)s days late") if obj.completed_at else _("delayed by %(days)s days")
        return words % {"days": days}

    def facts(self, obj):
        return [
            (_("Product"), obj.order_line.product),
            (_("Kind"), obj.get_kind_display()),
            (_("State"), obj.plan_line.state if obj.plan_line else obj.order_line.state),
            (_("Quantity"), f"{obj.quantity.normalize():f} {obj.order_line.unit}"),
            Fact(_("quantity done"), f"{obj.quantity_done.normalize():f}", note=f"{obj.percent} %"),
            Fact(_("Planned completion"), obj.planned_date, note=self.lateness(obj)),
            *([(_("Plan"), obj.plan_line.plan)] if obj.plan_line else []),
            (_("Order"), obj.order),
            (_("Started at"), obj.started_at),
            (_("Completed at"), obj.completed_at),
            *(
                [
                    Fact(_("Expected completion"), obj.expected_date),
                    Fact(_("Cause of the delay"), obj.delay_cause, wide=True),
                ]
                if obj.delay_cause
                else []
            ),
        ]

    def extra_context(self, obj):
        return {
            **quality_context(obj, [obj.quality_line]),
            "messages_of_customer": obj.messages.select_related("passed_on_by", "answered_by")[:20],
            "progress": obj.progress.select_related("reported_by")[:20],
            "inspections": obj.inspections.all()[:20],
        }
