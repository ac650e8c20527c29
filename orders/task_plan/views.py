"""Pages of the task plan."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from orders.intake_plan.months import month_of
from orders.task_plan import planning
from orders.task_plan.filters import TaskPlanFilters
from orders.task_plan.forms import NewTaskPlanForm, TaskPlanForm, TaskPlanLines
from orders.task_plan.models import TaskPlan
from orders.task_plan.papers import task_plan_paper
from orders.task_plan.permissions import can_agree_task_plan, can_edit_task_plan, can_issue_task_plan
from orders.task_plan.rules import issue_problems
from orders.task_plan.tables import TaskPlanLineTable, TaskPlanTable
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.approvals.alone import why_not_alone
from salesmgmt.core.permissions import Role
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.form_classes import ReasonForm
from salesmgmt.core.web.forms import CreatePage, EditPage
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset

RELATED = ("created_by", "agreed_by", "issued_by")
Status = TaskPlan.Status


class TaskPlanList(ListPage):
    model = TaskPlan
    table_class = TaskPlanTable
    filterset_class = TaskPlanFilters
    create_url = "task-plan-create"
    presets = (Preset(_("All"), ""), Preset(_("Draft"), f"status={Status.DRAFT}"))
    empty_text = _("The planner draws up the month's plan from what the representatives reported.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related(*RELATED)


def why_not_agreed(user, plan):
    if plan.status != Status.DRAFT:
        return ""
    if issue_problems(plan.lines.select_related("product")):
        return _("Production is asked once each line names its completion date.")
    return why_not_alone(user, plan, Role.PROD) or _("Waiting for the agreement of production.")


class TaskPlanDetail(DetailPage):
    model = TaskPlan
    related = RELATED
    pdf_links = ((_("Task plan"), "task-plan-pdf", lambda user, plan: True),)
    actions = (
        Action(
            "put",
            _("Put to production"),
            can_edit_task_plan,
            planning.put_to_production,
            icon="send",
            style="primary",
        ),
        Action(
            "agree",
            _("Agree"),
            can_agree_task_plan,
            planning.agree,
            to=Status.AGREED,
            icon="check",
            style="success",
            why_not=why_not_agreed,
        ),
        Action(
            "object",
            _("Object"),
            can_agree_task_plan,
            planning.object_to,
            form=ReasonForm,
            icon="message-x",
            style="danger",
        ),
        Action(
            "issue",
            _("Issue"),
            can_issue_task_plan,
            planning.issue_task_plan,
            to=Status.ISSUED,
            icon="file-export",
            style="primary",
        ),
        Action(
            "take-back",
            _("Change once more"),
            can_issue_task_plan,
            planning.take_back,
            form=ReasonForm,
            to=Status.DRAFT,
            icon="arrow-back-up",
        ),
    )

    def title(self, obj):
        return f"{obj.number} {obj.month:%Y-%m}"

    def facts(self, obj):
        rows = obj.lines.select_related("product")
        missing = issue_problems(rows) if obj.is_editable else []
        return [
            (pgettext_lazy("intake plan", "Month"), f"{obj.month:%Y-%m}"),
            (_("Kind"), obj.get_kind_display()),
            (_("Planner"), obj.created_by),
            Fact(_("Agreed by production"), obj.agreed_by, note=_day(obj.agreed_at)),
            (_("Issued at"), obj.issued_at),
            *([Fact(_("Remark"), obj.remark, wide=True)] if obj.remark else []),
            *([Fact(_("Still missing"), " ".join(missing[:5]), wide=True)] if missing else []),
        ]

    def lines(self, obj):
        rows = obj.lines.select_related("product", "customer", "intake_line__plan")
        return TaskPlanLineTable(rows, user=self.request.user)


def _day(moment):
    return f"{moment:%Y-%m-%d}" if moment else ""


class TaskPlanCreate(CreatePage):
    model = TaskPlan
    form_class = NewTaskPlanForm
    create = planning.draw_up
    help_text = _("All that was reported for the month and is in no task plan yet becomes its lines.")

    def get_initial(self):
        return {"month": month_of(today()).isoformat(), **super().get_initial()}

    def get_success_url(self, obj):
        return reverse("task-plan-edit", args=[obj.pk])


class TaskPlanEdit(EditPage):
    model = TaskPlan
    form_class = TaskPlanForm
    line_formset = TaskPlanLines
    update = planning.update_task_plan


@require_GET
def task_plan_pdf(request, pk):
    """One copy is kept, one goes to production (PRD-06, DOC-03)."""
    plan = get_object_or_404(TaskPlan.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    return pdf_response(task_plan_paper(plan), f"{plan.number}.pdf")
