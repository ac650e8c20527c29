from django.db import models
from django.utils.translation import pgettext_lazy

INQUIRY_TRANSITIONS = {
    "open": ["answered", "quoted", "closed"],
    "answered": ["quoted", "closed"],
    "quoted": ["closed"],
}


class InquiryStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("inquiry", "To be answered")
    ANSWERED = "answered", pgettext_lazy("inquiry", "Answered")
    QUOTED = "quoted", pgettext_lazy("inquiry", "Quoted")
    CLOSED = "closed", pgettext_lazy("inquiry", "Closed")
