"""How a price review stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewStatus(models.TextChoices):
    OPEN = "open", _("To be reviewed")
    PROPOSED = "proposed", _("Adjustment proposed")
    KEPT = "kept", _("Price kept")


REVIEW_TRANSITIONS: dict[str, list[str]] = {
    ReviewStatus.OPEN: [ReviewStatus.PROPOSED, ReviewStatus.KEPT],
    ReviewStatus.PROPOSED: [ReviewStatus.OPEN],
}
