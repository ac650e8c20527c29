"""How an application for invoices stands, and what may follow."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ApplicationStatus(models.TextChoices):
    APPLIED = "applied", pgettext_lazy("invoice application", "Applied for")
    ANSWERED = "answered", pgettext_lazy("invoice application", "All issued")
    WITHDRAWN = "withdrawn", pgettext_lazy("invoice application", "Withdrawn")


APPLICATION_TRANSITIONS: dict[str, list[str]] = {
    ApplicationStatus.APPLIED: [ApplicationStatus.ANSWERED, ApplicationStatus.WITHDRAWN],
}
