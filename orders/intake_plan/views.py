"""Pages of the order-intake plan: what a rep reports, and a month as the planner opens it."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from customers.customer.views import CustomerDetail
from orders.intake_plan import reporting
from orders.intake_plan.filters import IntakeMonthFilters, IntakePlanFilters
from orders.intake_plan.forms import IntakePlanForm, IntakePlanLines
from orders.intake_plan.models import IntakePlan, IntakePlanLine
from orders.intake_plan.months import month_of
from orders.intake_plan.papers import intake_paper
from orders.intake_plan.permissions import can_edit_intake
from orders.intake_plan.tables import IntakeMonthTable, IntakePlanLineTable, IntakePlanTable
from salesmgmt.core.calendar import today
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.form_classes import ReasonForm
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset, TabList

RELATED = ("customer__owner", "contract", "created_by")


class IntakePlanList(ListPage):
    model = IntakePlan
    table_class = IntakePlanTable
    filterset_class = IntakePlanFilters
    create_url = "intake-plan-create"
    presets = (
        Preset(_("All"), ""),
        Preset(pgettext_lazy("intake plan", "Reported"), f"status={IntakePlan.Status.REPORTED}"),
        Preset(_("Mine"), "customer__owner=me"),
    )
    empty_text = _("After winning work, report here what the customer will take in a month.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related(*RELATED)


class CustomerIntakePlans(TabList):
    model = IntakePlan
    key = "customer-intake-plans"
    table_class = IntakePlanTable
    matrix_key = "intake_plan"
    parent = CustomerDetail
    parent_field = "customer"

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related(*RELATED)


class IntakeMonth(ListPage):
    """All that was reported for a month, product by product, with quantity and due date (PRD-05)."""

    model = IntakePlanLine
    key = "intake-month"
    matrix_key = "intake_plan"
    title = _("Intake of the month")
    icon = "calendar-month"
    table_class = IntakeMonthTable
    filterset_class = IntakeMonthFilters
    empty_title = _("Nothing reported for this month")
    empty_text = _("Representatives report what they have won as order-intake plans.")

    @property
    def presets(self):
        return (
            Preset(_("This month"), self.opening()),
            Preset(_("To be consolidated"), f"status={IntakePlan.Status.REPORTED}"),
            Preset(_("All"), ""),
        )

    @classmethod
    def opening(cls):
        return f"month={month_of(today()).isoformat()}"

    @classmethod
    def base_queryset(cls, user):
        rows = super().base_queryset(user).exclude(plan__status=IntakePlan.Status.WITHDRAWN)
        return rows.select_related("plan__customer", "plan__created_by", "product").order_by("due_date", "pk")


class IntakePlanDetail(DetailPage):
    model = IntakePlan
    related = RELATED
    pdf_links = ((_("Order-intake plan"), "intake-plan-pdf", lambda user, plan: True),)
    actions = (
        Action(
            "withdraw",
            _("Withdraw"),
            can_edit_intake,
            reporting.withdraw_intake,
            form=ReasonForm,
            to=IntakePlan.Status.WITHDRAWN,
            icon="arrow-back-up",
        ),
    )

    def title(self, obj):
        return f"{obj.number} {obj.customer}"

    def facts(self, obj):
        return [
            (_("Customer"), obj.customer),
            (_("Contract"), obj.contract),
            (pgettext_lazy("intake plan", "Month"), f"{obj.month:%Y-%m}"),
            (pgettext_lazy("intake plan", "Reported by"), obj.created_by),
            (pgettext_lazy("intake plan", "Reported at"), obj.created_at),
            *([Fact(_("Remark"), obj.remark, wide=True)] if obj.remark else []),
        ]

    def lines(self, obj):
        return IntakePlanLineTable(obj.lines.select_related("product"), user=self.request.user)


class IntakePlanCreate(CreatePage):
    model = IntakePlan
    form_class = IntakePlanForm
    line_formset = IntakePlanLines
    create = reporting.report_intake

    def get_initial(self):
        return {"month": month_of(today()).isoformat(), **super().get_initial()}


class IntakePlanEdit(EditPage):
    model = IntakePlan
    form_class = IntakePlanForm
    line_formset = IntakePlanLines
    update = reporting.update_intake


@require_GET
def intake_plan_pdf(request, pk):
    plan = get_object_or_404(IntakePlan.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    return pdf_response(intake_paper(plan), f"{plan.number}.pdf")
