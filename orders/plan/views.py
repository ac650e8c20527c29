"""Pages of the plan release form."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.inspection_standard.standard import quality_context
from orders.order.forms import CancelForm
from orders.plan import release as domain
from orders.plan.filters import PlanReleaseFilters
from orders.plan.forms import OralNoticeForm, PlanForm, PlanLineSet
from orders.plan.models import PlanRelease
from orders.plan.papers import department_names, plan_paper
from orders.plan.permissions import can_cancel_plan, can_give_oral_notice, can_revise_plan, can_submit_plan
from orders.plan.rules import oral_notice_state
from orders.plan.tables import PlanLineTable, PlanReleaseTable
from salesmgmt.core.domain import approvals
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import EditPage
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset

RELATED = ("order__customer__owner", "released_by", "verbal_notice_by", "replaces")


class PlanReleaseList(ListPage):
    model = PlanRelease
    table_class = PlanReleaseTable
    filterset_class = PlanReleaseFilters
    presets = (
        Preset(_("All"), ""),
        Preset(pgettext_lazy("plan release", "To be signed"), f"status={PlanRelease.Status.SUBMITTED}"),
        Preset(_("Running"), f"status={PlanRelease.Status.RELEASED}&status={PlanRelease.Status.IN_PROGRESS}"),
        Preset(_("Form missing"), "form_missing=true"),
    )
    empty_text = _("A plan release form is made on the page of a confirmed order.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("order__customer", "released_by")


submit_plan = approvals.submit_of(PlanRelease)


def why_not_released(user, plan):
    if plan.status != PlanRelease.Status.SUBMITTED:
        return ""
    return _("Waiting for the signature of the head of sales.")


class PlanReleaseDetail(DetailPage):
    model = PlanRelease
    related = RELATED
    template_name = "orders/plan/detail.html"
    pdf_links = ((_("Plan release form"), "plan-release-pdf", lambda user, plan: True),)
    actions = (
        Action(
            "submit",
            _("Submit for signature"),
            can_submit_plan,
            submit_plan,
            icon="send",
            style="primary",
            to=PlanRelease.Status.SUBMITTED,
            why_not=why_not_released,
        ),
        Action(
            "oral-notice",
            _("Oral notice given"),
            can_give_oral_notice,
            domain.give_oral_notice,
            form=OralNoticeForm,
            icon="phone",
        ),
        Action(
            "revise",
            pgettext_lazy("plan release", "New revision"),
            can_revise_plan,
            domain.revise_plan,
            icon="versions",
            style="primary",
            goto=lambda plan, _old: plan.get_absolute_url(),
        ),
        Action(
            "cancel",
            _("Cancel the plan"),
            can_cancel_plan,
            domain.cancel_plan,
            form=CancelForm,
            icon="ban",
            to=PlanRelease.Status.CANCELLED,
        ),
    )

    def facts(self, obj):
        state = oral_notice_state(obj.form_due_at, obj.released_at, timezone.now())
        missing = domain.problems_of(obj) if obj.is_editable else []
        words = {"running": _("running"), "met": _("in time"), "late": _("late")}
        return [
            (_("Order"), obj.order),
            (_("Customer"), obj.order.customer),
            (_("Kind"), obj.get_kind_display()),
            (_("Revision"), obj.revision),
            (_("Departments"), department_names(obj.departments)),
            (_("Signed by"), obj.released_by),
            (_("Released at"), obj.released_at),
            *(
                [
                    Fact(_("Oral notice"), obj.verbal_notice_at, note=department_names(obj.verbal_departments)),
                    Fact(_("Form due"), obj.form_due_at, note=words[state]),
                ]
                if state
                else []
            ),
            *([Fact(_("What was said"), obj.verbal_content, wide=True)] if obj.verbal_content else []),
            *([Fact(_("Remark"), obj.remark, wide=True)] if obj.remark else []),
            *([Fact(_("Still missing"), " ".join(missing), wide=True)] if missing else []),
        ]

    def lines(self, obj):
        rows = obj.lines.select_related("order_line__product")
        return PlanLineTable(rows, user=self.request.user)

    def extra_context(self, obj):
        lines = obj.lines.select_related("order_line__product")
        rows = [(line.order_line.product, line.quality_requirement, line.technical_file) for line in lines]
        return quality_context(obj, rows)


class PlanReleaseEdit(EditPage):
    model = PlanRelease
    form_class = PlanForm
    line_formset = PlanLineSet
    update = domain.update_plan


def plan_pdf(request, pk):
    """The form (F-16); a draft bears its watermark."""
    plan = get_object_or_404(PlanRelease.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    return pdf_response(plan_paper(plan), f"{plan.number.replace('/', '-')}.pdf")
