"""The statuses of a clause in the library, and which may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClauseStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    LEGAL_REVIEW = "legal_review", _("Legal review")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    RETIRED = "retired", _("Retired")
    DISCARDED = "discarded", _("Discarded")


CLAUSE_TRANSITIONS: dict[str, list[str]] = {
    ClauseStatus.DRAFT: [ClauseStatus.LEGAL_REVIEW, ClauseStatus.DISCARDED],
    ClauseStatus.LEGAL_REVIEW: [ClauseStatus.APPROVED, ClauseStatus.REJECTED, ClauseStatus.DRAFT],
    ClauseStatus.REJECTED: [ClauseStatus.LEGAL_REVIEW, ClauseStatus.DISCARDED],
    ClauseStatus.APPROVED: [ClauseStatus.RETIRED],
}
