"""How an inspection stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InspectionStatus(models.TextChoices):
    PENDING = "pending", _("To be inspected")
    PASSED = "passed", _("Passed")
    FAILED = "failed", pgettext_lazy("inspection", "Failed")
    CLOSED = "closed", _("Closed")


INSPECTION_TRANSITIONS: dict[str, list[str]] = {
    InspectionStatus.PENDING: [InspectionStatus.PASSED, InspectionStatus.FAILED],
    InspectionStatus.FAILED: [InspectionStatus.PENDING, InspectionStatus.CLOSED],
}
