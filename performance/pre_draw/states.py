"""How a pre-draw stands and what may follow."""

from django.db import models
from django.utils.translation import pgettext_lazy


class PreDrawStatus(models.TextChoices):
    CALCULATED = "calculated", pgettext_lazy("pre-draw", "Calculated")
    APPROVED = "approved", pgettext_lazy("pre-draw", "Approved")
    PAID = "paid", pgettext_lazy("pre-draw", "Paid")


PRE_DRAW_TRANSITIONS: dict[str, list[str]] = {
    PreDrawStatus.CALCULATED: [PreDrawStatus.APPROVED],
    PreDrawStatus.APPROVED: [PreDrawStatus.PAID],
}
