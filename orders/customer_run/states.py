"""What is done over many customers at once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.states import JobStatus


class RunKind(models.TextChoices):
    STATEMENTS = "statements", _("Statements of account")
    LETTERS = "letters", _("Dunning letters")


OPEN = (JobStatus.QUEUED, JobStatus.RUNNING)
