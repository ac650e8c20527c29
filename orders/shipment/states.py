"""What may happen to goods on the road."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ShipmentEventKind(models.TextChoices):
    UNDERWAY = "underway", pgettext_lazy("shipment", "On the way")
    PROBLEM = "problem", pgettext_lazy("shipment", "Problem")
    SOLVED = "solved", pgettext_lazy("shipment", "Problem solved")
