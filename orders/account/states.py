"""What the fields of a ledger entry may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LedgerEntryKind(models.TextChoices):
    OPENING = "opening", _("Billed before takeover")
    INVOICE = "invoice", _("Billed")
    CREDIT = "credit", _("Credited")
    PAYMENT = "payment", _("Paid")
    REVERSAL = "reversal", _("Payment reversed")
    REFUND = "refund", _("Refunded")
    WRITE_OFF = "write_off", _("Written off")
    RECOVERY = "recovery", _("Recovered after write-off")
    ADJUSTMENT = "adjustment", _("Adjustment")
