"""What the daily look at a customer's account may find."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LineState(models.TextChoices):
    NEAR = "near_warning_line", _("Near the warning line")
    OVER = "over_warning_line", _("Over the warning line")
