"""How far a customer has been told of new prices, and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NoticeStatus(models.TextChoices):
    PENDING = "pending", _("To be told")
    EXPLAINED = "explained", pgettext_lazy("price notice", "Explained")
    ACCEPTED = "accepted", pgettext_lazy("price notice", "Accepted")
    OBJECTED = "objected", pgettext_lazy("price notice", "Objected")
    CANCELLED = "cancelled", _("No longer needed")


NOTICE_TRANSITIONS: dict[str, list[str]] = {
    NoticeStatus.PENDING: [NoticeStatus.EXPLAINED, NoticeStatus.CANCELLED],
    NoticeStatus.EXPLAINED: [NoticeStatus.ACCEPTED, NoticeStatus.OBJECTED],
    NoticeStatus.OBJECTED: [NoticeStatus.ACCEPTED],
}
