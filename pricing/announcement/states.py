from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NOTICE_TRANSITIONS = {
    "pending": ["explained", "cancelled"],
    "explained": ["accepted", "objected"],
    "objected": ["accepted"],
}


class NoticeStatus(models.TextChoices):
    PENDING = "pending", _("To be told")
    EXPLAINED = "explained", pgettext_lazy("price notice", "Explained")
    ACCEPTED = "accepted", pgettext_lazy("price notice", "Accepted")
    OBJECTED = "objected", pgettext_lazy("price notice", "Objected")
    CANCELLED = "cancelled", _("No longer needed")
