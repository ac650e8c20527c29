from django.db import models
from django.utils.translation import gettext_lazy as _

POLICY_TRANSITIONS = {
    "draft": ["submitted", "discarded"],
    "submitted": ["approved", "rejected", "draft"],
    "rejected": ["draft"],
    "approved": ["superseded"],
}


class PolicyStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In approval")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    SUPERSEDED = "superseded", _("Superseded")
    DISCARDED = "discarded", _("Discarded")
