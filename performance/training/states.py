"""How a training course stands, what training is about and how it ended."""

from django.db import models
from django.utils.translation import pgettext_lazy


class TrainingStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("training", "Planned")
    HELD = "held", pgettext_lazy("training", "Held")
    CANCELLED = "cancelled", pgettext_lazy("training", "Cancelled")


class TopicKind(models.TextChoices):
    ONBOARDING = "onboarding", pgettext_lazy("training", "Onboarding")
    REGULAR = "regular", pgettext_lazy("training", "Regular training")


class TrainingResult(models.TextChoices):
    PASSED = "passed", pgettext_lazy("training", "Passed")
    FAILED = "failed", pgettext_lazy("training", "Failed")


TRAINING_TRANSITIONS: dict[str, list[str]] = {
    TrainingStatus.PLANNED: [TrainingStatus.HELD, TrainingStatus.CANCELLED],
}
