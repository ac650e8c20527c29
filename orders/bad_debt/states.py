"""How a doubtful receivable and its write-off stand, and what may follow (states.md, Receivable)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DoubtfulStatus(models.TextChoices):
    DOUBTFUL = "doubtful", pgettext_lazy("receivable", "Doubtful")
    BAD = "bad", pgettext_lazy("receivable", "Written off")
    CLEARED = "cleared", pgettext_lazy("receivable", "No longer doubtful")


# A written-off receivable stays written off; what comes in later is a recovery of it.
DOUBTFUL_TRANSITIONS: dict[str, list[str]] = {
    DoubtfulStatus.DOUBTFUL: [DoubtfulStatus.BAD, DoubtfulStatus.CLEARED],
}


class WriteOffStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In approval")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    DISCARDED = "discarded", _("Discarded")


WRITE_OFF_TRANSITIONS: dict[str, list[str]] = {
    WriteOffStatus.DRAFT: [WriteOffStatus.SUBMITTED, WriteOffStatus.DISCARDED],
    WriteOffStatus.SUBMITTED: [WriteOffStatus.APPROVED, WriteOffStatus.REJECTED, WriteOffStatus.DRAFT],
    WriteOffStatus.REJECTED: [WriteOffStatus.DRAFT],
}
# A proposal of which something is still to be decided.
ON_THE_WAY = (WriteOffStatus.DRAFT, WriteOffStatus.SUBMITTED, WriteOffStatus.REJECTED)
