"""How a task plan stands, what may follow, and its kinds."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TaskPlanStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    AGREED = "agreed", pgettext_lazy("task plan", "Agreed with production")
    ISSUED = "issued", pgettext_lazy("task plan", "Issued")
    DISCARDED = "discarded", _("Discarded")


class TaskPlanKind(models.TextChoices):
    MONTHLY = "monthly", pgettext_lazy("task plan", "Monthly")
    TEMPORARY = "temporary", _("Temporary")


TASK_PLAN_TRANSITIONS: dict[str, list[str]] = {
    TaskPlanStatus.DRAFT: [TaskPlanStatus.AGREED, TaskPlanStatus.DISCARDED],
    TaskPlanStatus.AGREED: [TaskPlanStatus.ISSUED, TaskPlanStatus.DRAFT],
}
