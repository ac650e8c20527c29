"""The monthly work on a customer's account, with its four check marks."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from orders.monthly_task.querysets import MonthlyTaskQuerySet
from orders.monthly_task.states import MONTHLY_TASK_TRANSITIONS, MarkKind, MonthlyTaskStatus
from salesmgmt.core.models import Document
from salesmgmt.core.models.document import StatusField, status_trigger


class MonthlyAccountTask(Document):
    """挂帐、核对、催收、追收: one a customer and month, done when all four are marked (REC-05, 004 §5.5.2.4)."""

    KIND = "monthly_account_task"
    Status = MonthlyTaskStatus
    TRANSITIONS = MONTHLY_TASK_TRANSITIONS
    ENDED = (MonthlyTaskStatus.DONE,)
    STEPPER = (MonthlyTaskStatus.OPEN, MonthlyTaskStatus.DONE)

    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        related_name="monthly_tasks",
        verbose_name=_("customer"),
        db_index=False,
    )
    status = StatusField(MonthlyTaskStatus)
    # The first day of the month that opened; the month before is what is posted and reconciled.
    month = models.DateField(_("month"))

    objects = MonthlyTaskQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "pk"]
        verbose_name = _("monthly account task")
        verbose_name_plural = _("monthly account tasks")
        indexes = [
            models.Index(fields=["customer", "-month", "-id"], name="monthly_task_of_customer"),
            models.Index(fields=["status", "-month", "-id"], name="monthly_task_by_status"),
        ]
        triggers = [status_trigger(MONTHLY_TASK_TRANSITIONS)]


class AccountMark(models.Model):
    """One of the four, set by a person."""

    task = models.ForeignKey(MonthlyAccountTask, models.CASCADE, related_name="marks", db_index=False)
    kind = models.CharField(_("mark"), max_length=20, choices=MarkKind)
    note = models.CharField(_("remark"), max_length=200, blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("marked by")
    )
    marked_at = models.DateTimeField(_("marked at"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("account mark")
        verbose_name_plural = _("account marks")
        constraints = [models.UniqueConstraint(fields=["task", "kind"], name="account_mark_once")]

    def __str__(self):
        return self.get_kind_display()
