"""What the fields of a ledger entry may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class StatementLayout(models.TextChoices):
    """What stands on the statements of a customer beside the sums and the open items."""

    FULL = "full", pgettext_lazy("statement", "With paid items")
    FULL_UNBILLED = "full_unbilled", pgettext_lazy("statement", "With paid items and deliveries not billed yet")
    OPEN = "open", pgettext_lazy("statement", "Open items only")
    OPEN_UNBILLED = "open_unbilled", pgettext_lazy("statement", "Open items and deliveries not billed yet")

    @property
    def with_paid(self) -> bool:
        return self in (self.FULL, self.FULL_UNBILLED)

    @property
    def with_unbilled(self) -> bool:
        return self in (self.FULL_UNBILLED, self.OPEN_UNBILLED)
