"""How the clock of a complaint stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ComplaintSLA(models.TextChoices):
    RUNNING = "running", _("Clock running")
    MET = "met", _("Handled in time")
    MISSED = "missed", _("Deadline missed")
