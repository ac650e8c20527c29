"""How a plan release form stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanReleaseStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", pgettext_lazy("plan release", "To be signed")
    RELEASED = "released", _("Released")
    IN_PROGRESS = "in_progress", pgettext_lazy("plan release", "In progress")
    COMPLETED = "completed", _("Completed")
    SUPERSEDED = "superseded", _("Superseded")
    CANCELLED = "cancelled", _("Cancelled")


class PlanReleaseKind(models.TextChoices):
    NORMAL = "normal", _("Normal")
    SAMPLE = "sample", _("Sample")
    TEMPORARY = "temporary", _("Temporary")
    REPLACEMENT = "replacement", pgettext_lazy("plan release", "Replacement for a return")
    REPAIR = "repair", pgettext_lazy("plan release", "Repair and return")


# Of a plan that a return has opened; nobody chooses them, and they stay what they are.
FOR_RETURNS = (PlanReleaseKind.REPLACEMENT, PlanReleaseKind.REPAIR)


PLAN_RELEASE_TRANSITIONS: dict[str, list[str]] = {
    PlanReleaseStatus.DRAFT: [PlanReleaseStatus.SUBMITTED, PlanReleaseStatus.CANCELLED],
    PlanReleaseStatus.SUBMITTED: [PlanReleaseStatus.RELEASED, PlanReleaseStatus.DRAFT, PlanReleaseStatus.CANCELLED],
    PlanReleaseStatus.RELEASED: [
        PlanReleaseStatus.IN_PROGRESS,
        PlanReleaseStatus.SUPERSEDED,
        PlanReleaseStatus.CANCELLED,
    ],
    PlanReleaseStatus.IN_PROGRESS: [
        PlanReleaseStatus.COMPLETED,
        PlanReleaseStatus.SUPERSEDED,
        PlanReleaseStatus.CANCELLED,
    ],
}
