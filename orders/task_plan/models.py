"""The task plan (任务计划): the month's work with its completion times, agreed with production (PRD-06, F-18)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.intake_plan.models import IntakePlanLine
from orders.task_plan.querysets import TaskPlanQuerySet
from orders.task_plan.states import TASK_PLAN_TRANSITIONS, TaskPlanKind, TaskPlanStatus
from salesmgmt.core.models import Document
from salesmgmt.core.state import StatusField, status_trigger


class TaskPlan(Document):
    """Made by the planner from the intake of a month; a temporary one is for what comes in between."""

    KIND = "task_plan"

    Status = TaskPlanStatus
    Kind = TaskPlanKind
    TRANSITIONS = TASK_PLAN_TRANSITIONS
    EDITABLE = (TaskPlanStatus.DRAFT,)
    ENDED = (TaskPlanStatus.DISCARDED,)
    STEPPER = (TaskPlanStatus.DRAFT, TaskPlanStatus.AGREED, TaskPlanStatus.ISSUED)

    month = models.DateField(_("month"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.MONTHLY)
    status = StatusField(Status)
    remark = models.TextField(_("remark"), blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("task plan", "agreed by"),
    )
    agreed_at = models.DateTimeField(pgettext_lazy("task plan", "agreed at"), null=True, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("task plan", "issued by"),
    )
    issued_at = models.DateTimeField(pgettext_lazy("task plan", "issued at"), null=True, editable=False)

    objects = TaskPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "-pk"]
        verbose_name = _("task plan")
        verbose_name_plural = _("task plans")
        triggers = [status_trigger(TASK_PLAN_TRANSITIONS)]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="task_plan_month_begins"),
            # A month has one plan; what comes later goes into a temporary one.
            models.UniqueConstraint(
                fields=["month"],
                condition=Q(kind=TaskPlanKind.MONTHLY) & ~Q(status=TaskPlanStatus.DISCARDED),
                name="one_task_plan_a_month",
            ),
            models.CheckConstraint(
                condition=~Q(status=TaskPlanStatus.ISSUED)
                | Q(agreed_at__isnull=False, issued_at__isnull=False, issued_by__isnull=False),
                name="task_plan_issued_by_and_at",
            ),
        ]

    @property
    def responsible(self):
        return self.created_by


class TaskPlanLine(models.Model):
    """What production makes until when."""

    plan = models.ForeignKey(TaskPlan, models.CASCADE, related_name="lines", verbose_name=_("task plan"))
    # Empty for what the planner adds himself.
    intake_line = models.ForeignKey(
        IntakePlanLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="task_lines",
        verbose_name=_("order-intake plan"),
    )
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("customer")
    )
    product = models.ForeignKey("pricing.Product", models.PROTECT, related_name="+", verbose_name=_("product"))
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=2)
    due_date = models.DateField(_("due date"), null=True, blank=True)
    # Agreed with production; nothing is issued without it (PRD-06).
    completion_date = models.DateField(_("completion date"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("line of a task plan")
        verbose_name_plural = _("lines of task plans")
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="task_line_quantity_positive")]

    def __str__(self):
        return f"{self.product} × {self.quantity}"
