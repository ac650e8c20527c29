"""How an order-intake plan stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class IntakePlanStatus(models.TextChoices):
    REPORTED = "reported", pgettext_lazy("intake plan", "Reported")
    CONSOLIDATED = "consolidated", _("Consolidated")
    WITHDRAWN = "withdrawn", pgettext_lazy("intake plan", "Withdrawn")


INTAKE_PLAN_TRANSITIONS: dict[str, list[str]] = {
    IntakePlanStatus.REPORTED: [IntakePlanStatus.CONSOLIDATED, IntakePlanStatus.WITHDRAWN],
    # The draft of the task plan was thrown away.
    IntakePlanStatus.CONSOLIDATED: [IntakePlanStatus.REPORTED],
}
