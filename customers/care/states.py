"""How a greeting stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FestivalCalendar(models.TextChoices):
    SOLAR = "solar", _("Solar calendar")
    LUNAR = "lunar", _("Chinese calendar")


class CareTaskStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent by mail")
    CALLED = "called", _("Greeted by telephone")
    SKIPPED = "skipped", _("Not greeted")


CARE_TASK_TRANSITIONS: dict[str, list[str]] = {
    CareTaskStatus.DRAFT: [CareTaskStatus.SENT, CareTaskStatus.CALLED, CareTaskStatus.SKIPPED]
}
