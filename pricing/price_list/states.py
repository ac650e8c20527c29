"""The statuses of a version of the price list."""

from django.db import models
from django.utils.translation import gettext_lazy as _

PRICE_LIST_TRANSITIONS = {
    "scheduled": ["in_force", "discarded"],
    # Taken back where nothing was priced by it: the list before is in force again.
    "in_force": ["superseded", "discarded"],
    "superseded": ["in_force"],
}


class PriceListStatus(models.TextChoices):
    SCHEDULED = "scheduled", _("Scheduled")
    IN_FORCE = "in_force", _("In force")
    SUPERSEDED = "superseded", _("Superseded")
    DISCARDED = "discarded", _("Discarded")
