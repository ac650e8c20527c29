"""What becomes of returned goods, and what a credit is taken off."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DispositionKind(models.TextChoices):
    STOCK = "stock", pgettext_lazy("returned goods", "Into stock")
    REWORK = "rework", pgettext_lazy("returned goods", "Rework")
    SCRAP = "scrap", pgettext_lazy("returned goods", "Scrap")
    CUSTOMER = "customer", pgettext_lazy("returned goods", "Back to the customer")


class CreditSource(models.TextChoices):
    REJECTED = "rejected", _("Never accepted, so never billed")
    UNBILLED = "unbilled", _("Not billed yet: less is billed")
    BILLED = "billed", _("Credited on the invoice")
