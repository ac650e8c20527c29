"""The states of a monthly account task and its four marks (004 §5.5.2.4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MonthlyTaskStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("monthly task", "Open")
    DONE = "done", pgettext_lazy("monthly task", "Done")


MONTHLY_TASK_TRANSITIONS: dict[str, list[str]] = {
    MonthlyTaskStatus.OPEN: [MonthlyTaskStatus.DONE],
    MonthlyTaskStatus.DONE: [MonthlyTaskStatus.OPEN],
}


class MarkKind(models.TextChoices):
    """What the rep does for a customer every month, in this order."""

    POSTING = "posting", _("Posting to account")
    RECONCILIATION = "reconciliation", _("Reconciliation of accounts")
    DUNNING = "dunning", _("Dunning")
    RECOVERY = "recovery", _("Recovery of debts")
