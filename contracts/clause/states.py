"""The statuses of a clause in the library, and which may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _

TRANSITIONS = {
    "draft": ["legal_review", "discarded"],
    "legal_review": ["approved", "rejected", "draft"],
    "rejected": ["legal_review", "discarded"],
    "approved": ["retired"],
}


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    LEGAL_REVIEW = "legal_review", _("Legal review")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    RETIRED = "retired", _("Retired")
    DISCARDED = "discarded", _("Discarded")
