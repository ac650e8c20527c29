"""How a check point is judged."""

from django.db import models
from django.utils.translation import pgettext_lazy


class CheckPointKind(models.TextChoices):
    NUMBER = "number", pgettext_lazy("check point", "Measured")
    CHOICE = "choice", pgettext_lazy("check point", "Looked at: as required or not")
