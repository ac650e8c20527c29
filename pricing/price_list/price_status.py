from django.db import models
from django.utils.translation import gettext_lazy as _


class PriceStatus(models.TextChoices):
    """How a price stands to the company's price rules (PRC-12)."""

    LIST = "list", _("List price")
    RULE = "rule", _("Price rule")
    SPECIAL = "special", _("Special price")
