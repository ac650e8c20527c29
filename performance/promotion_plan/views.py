"""Pages of promotion plans (MKT-01 to MKT-03)."""

from django.db.models import Sum
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views import View

from performance.promotion_plan.filters import PromotionPlanFilters
from performance.promotion_plan.forms import PromotionLines, PromotionPlanForm
from performance.promotion_plan.models import PlannedCampaign, PromotionPlan
from performance.promotion_plan.papers import plan_pdf
from performance.promotion_plan.permissions import can_edit_plan
from performance.promotion_plan.tables import PromotionLineTable, PromotionPlanTable
from performance.promotion_plan.writing import create_plan, submit_plan, update_plan
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset


class PromotionPlanList(ListPage):
    model = PromotionPlan
    table_class = PromotionPlanTable
    filterset_class = PromotionPlanFilters
    create_url = "promotion-plan-create"
    presets = (Preset(_("All"), ""), Preset(_("Approved"), f"status={PromotionPlan.Status.APPROVED}"))
    empty_title = _("No promotion plans yet")
    empty_text = _("Goals, channels, content and budget of a year; campaigns carry the plan out.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("created_by")


class PromotionPlanDetail(DetailPage):
    model = PromotionPlan
    related = ("created_by",)
    template_name = "performance/promotion_plan/detail.html"
    lines_title = pgettext_lazy("promotion", "Channels")
    pdf_links = ((_("Promotion plan"), "promotion-plan-pdf", lambda user, plan: True),)
    actions = (
        Action(
            "submit",
            _("Submit for approval"),
            can_edit_plan,
            submit_plan,
            to=PromotionPlan.Status.SUBMITTED,
            style="primary",
            icon="send",
        ),
    )

    def title(self, obj):
        return str(obj.title)

    def can_edit(self, user, obj):
        return can_edit_plan(user, obj)

    def facts(self, obj):
        return [
            (_("Year"), str(obj.year)),
            (_("Budget"), obj.budget),
            Fact(pgettext_lazy("promotion", "Goal"), obj.goal, wide=True),
            Fact(_("Sales targets and market it rests on"), obj.market, wide=True),
            Fact(pgettext_lazy("promotion", "Content"), obj.content, wide=True),
        ]

    def lines(self, obj):
        rows = obj.lines.annotate(planned=Sum("campaigns__campaign__budget"))
        return PromotionLineTable(rows, user=self.request.user)

    def extra_context(self, obj):
        rows = PlannedCampaign.objects.filter(line__plan=obj).select_related("campaign", "line")
        return {"planned": rows.order_by("campaign__starts_on", "pk")}


class PromotionPlanCreate(CreatePage):
    model = PromotionPlan
    form_class = PromotionPlanForm
    line_formset = PromotionLines
    lines_title = pgettext_lazy("promotion", "Channels")
    create = create_plan


class PromotionPlanEdit(EditPage):
    model = PromotionPlan
    form_class = PromotionPlanForm
    line_formset = PromotionLines
    lines_title = pgettext_lazy("promotion", "Channels")
    update = update_plan
    may_edit = can_edit_plan


class PromotionPlanPdf(View):
    """F-35."""

    def get(self, request, pk):
        rows = PromotionPlan.objects.visible_to(request.user).select_related("created_by")
        plan = get_object_or_404(rows, pk=pk)
        return pdf_response(plan_pdf(plan), f"{plan.number}.pdf")
