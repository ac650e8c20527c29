"""How service feedback stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ServiceFeedbackStatus(models.TextChoices):
    RECORDED = "recorded", _("Recorded")
    REVIEWED = "reviewed", _("Conclusion drawn")


class ServiceFeedbackAbout(models.TextChoices):
    SERVICE = "service", _("Service")
    SUPPLY = "supply", _("Supply")
    QUALITY = "quality", _("Product quality")


class ServiceFeedbackChannel(models.TextChoices):
    CALL = "call", _("Telephone")
    VISIT = "visit", _("Visit")
    MESSAGE = "message", _("Message or e-mail")
    MEETING = "meeting", _("Meeting")


SERVICE_FEEDBACK_TRANSITIONS: dict[str, list[str]] = {ServiceFeedbackStatus.RECORDED: [ServiceFeedbackStatus.REVIEWED]}
