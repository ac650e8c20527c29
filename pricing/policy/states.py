"""How a price policy stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PolicyStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In approval")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    SUPERSEDED = "superseded", _("Superseded")
    DISCARDED = "discarded", _("Discarded")


POLICY_TRANSITIONS: dict[str, list[str]] = {
    PolicyStatus.DRAFT: [PolicyStatus.SUBMITTED, PolicyStatus.DISCARDED],
    PolicyStatus.SUBMITTED: [PolicyStatus.APPROVED, PolicyStatus.REJECTED, PolicyStatus.DRAFT],
    PolicyStatus.REJECTED: [PolicyStatus.DRAFT],
    PolicyStatus.APPROVED: [PolicyStatus.SUPERSEDED],
}
