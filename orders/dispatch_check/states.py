"""What the check of a plan line before the dispatch says."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CheckResult(models.TextChoices):
    OK = "ok", pgettext_lazy("dispatch check", "As planned")
    DIFFERENCE = "difference", _("Difference")
