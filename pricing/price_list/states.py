"""How a version of the price list stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PriceListStatus(models.TextChoices):
    SCHEDULED = "scheduled", _("Scheduled")
    IN_FORCE = "in_force", _("In force")
    SUPERSEDED = "superseded", _("Superseded")
    DISCARDED = "discarded", _("Discarded")


PRICE_LIST_TRANSITIONS: dict[str, list[str]] = {
    PriceListStatus.SCHEDULED: [PriceListStatus.IN_FORCE, PriceListStatus.DISCARDED],
    # Taken back where nothing was priced by it: the list before is in force again.
    PriceListStatus.IN_FORCE: [PriceListStatus.SUPERSEDED, PriceListStatus.DISCARDED],
    PriceListStatus.SUPERSEDED: [PriceListStatus.IN_FORCE],
}


class PriceStatus(models.TextChoices):
    """How a price stands to the company's price rules (PRC-12)."""

    LIST = "list", _("List price")
    RULE = "rule", _("Price rule")
    SPECIAL = "special", _("Special price")
