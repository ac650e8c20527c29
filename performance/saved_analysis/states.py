"""What became of one sending of a saved analysis."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Outcome(models.TextChoices):
    SENT = "sent", pgettext_lazy("saved analysis", "Sent")
    EMPTY = "empty", pgettext_lazy("saved analysis", "Empty: not sent")
    NO_RIGHT = "no_right", pgettext_lazy("saved analysis", "No right to read it: not sent")
    FAILED = "failed", pgettext_lazy("saved analysis", "Failed: not sent")
