"""How a quota stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuotaStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In approval")
    APPROVED = "approved", _("In force")
    REJECTED = "rejected", _("Rejected")
    SUPERSEDED = "superseded", _("Superseded")
    DISCARDED = "discarded", _("Discarded")


QUOTA_TRANSITIONS: dict[str, list[str]] = {
    QuotaStatus.DRAFT: [QuotaStatus.SUBMITTED, QuotaStatus.DISCARDED],
    QuotaStatus.SUBMITTED: [QuotaStatus.APPROVED, QuotaStatus.REJECTED, QuotaStatus.DRAFT],
    QuotaStatus.APPROVED: [QuotaStatus.SUPERSEDED],
}
