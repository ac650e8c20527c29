"""How a nonconformity stands, what may follow, and how grave it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NonconformityStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("nonconformity", "Open")
    ACTION = "action", pgettext_lazy("nonconformity", "Action taken")
    VERIFIED = "verified", pgettext_lazy("nonconformity", "Verified")
    CLOSED = "closed", _("Closed")


class NonconformitySeverity(models.TextChoices):
    MINOR = "minor", pgettext_lazy("nonconformity", "Minor")
    MAJOR = "major", pgettext_lazy("nonconformity", "Major")
    CRITICAL = "critical", pgettext_lazy("nonconformity", "Critical")


NONCONFORMITY_TRANSITIONS: dict[str, list[str]] = {
    NonconformityStatus.OPEN: [NonconformityStatus.ACTION],
    # An action that did not help is taken again.
    NonconformityStatus.ACTION: [NonconformityStatus.VERIFIED, NonconformityStatus.OPEN],
    NonconformityStatus.VERIFIED: [NonconformityStatus.CLOSED],
}
