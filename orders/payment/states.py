"""How a payment stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaymentStatus(models.TextChoices):
    RECORDED = "recorded", _("To be confirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    ALLOCATED = "allocated", _("Allocated")
    REJECTED = "rejected", _("Rejected")
    REVERSED = "reversed", _("Reversed")


class PaymentKind(models.TextChoices):
    PAYMENT = "payment", _("Customer payment")
    PREPAYMENT = "prepayment", _("Prepayment")


class PaymentMethod(models.TextChoices):
    TRANSFER = "transfer", _("Bank transfer")
    BANK_DRAFT = "bank_draft", _("Bank acceptance draft")
    TRADE_DRAFT = "trade_draft", _("Commercial acceptance draft")
    CHEQUE = "cheque", _("Cheque")
    CASH = "cash", _("Cash")
    OFFSET = "offset", _("Offset of accounts")


# allocated → confirmed: finance takes an allocation back and money is free again.
PAYMENT_TRANSITIONS: dict[str, list[str]] = {
    PaymentStatus.RECORDED: [PaymentStatus.CONFIRMED, PaymentStatus.REJECTED],
    PaymentStatus.CONFIRMED: [PaymentStatus.ALLOCATED, PaymentStatus.REVERSED],
    PaymentStatus.ALLOCATED: [PaymentStatus.CONFIRMED, PaymentStatus.REVERSED],
}
