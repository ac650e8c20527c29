"""How an annual indicator stands to its limits."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Band(models.TextChoices):
    TARGET = "target", pgettext_lazy("indicator", "On target")
    WITHIN = "within", pgettext_lazy("indicator", "Within the limit")
    EXCEEDED = "exceeded", pgettext_lazy("indicator", "Exceeded")
