"""How a support request stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SupportRequestStatus(models.TextChoices):
    ASKED = "asked", _("Asked")
    FEASIBLE = "feasible", _("Feasible")
    NOT_FEASIBLE = "not_feasible", _("Not feasible")
    CANCELLED = "cancelled", _("Cancelled")


SUPPORT_REQUEST_TRANSITIONS: dict[str, list[str]] = {
    SupportRequestStatus.ASKED: [
        SupportRequestStatus.FEASIBLE,
        SupportRequestStatus.NOT_FEASIBLE,
        SupportRequestStatus.CANCELLED,
    ]
}
