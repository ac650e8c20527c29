"""How an inquiry stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InquiryStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("inquiry", "To be answered")
    ANSWERED = "answered", pgettext_lazy("inquiry", "Answered")
    QUOTED = "quoted", pgettext_lazy("inquiry", "Quoted")
    CLOSED = "closed", pgettext_lazy("inquiry", "Closed")


INQUIRY_TRANSITIONS: dict[str, list[str]] = {
    InquiryStatus.OPEN: [InquiryStatus.ANSWERED, InquiryStatus.QUOTED, InquiryStatus.CLOSED],
    InquiryStatus.ANSWERED: [InquiryStatus.QUOTED, InquiryStatus.CLOSED],
    InquiryStatus.QUOTED: [InquiryStatus.CLOSED],
}


class InquiryChannel(models.TextChoices):
    PHONE = "phone", pgettext_lazy("inquiry", "Telephone")
    MAIL = "mail", pgettext_lazy("inquiry", "E-mail")
    WECHAT = "wechat", _("WeChat")
    VISIT = "visit", pgettext_lazy("inquiry", "In person")
    PLATFORM = "platform", _("Purchasing platform")
    OTHER = "other", pgettext_lazy("inquiry", "Other")
