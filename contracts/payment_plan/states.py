"""What the payment plan of a contract is made of: kinds of instalments, the events they wait for, terms of payment."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Part(models.TextChoices):
    ADVANCE = "advance", _("Advance payment")
    SHIPMENT = "shipment", _("Payment on delivery")
    ACCEPTANCE = "acceptance", _("Payment on acceptance")
    RETENTION = "retention", _("Retention money")
    OTHER = "other", pgettext_lazy("instalment", "Other instalment")


class Event(models.TextChoices):
    """When the days of an instalment begin to count."""

    SIGNATURE = "signature", _("Signature of the contract")
    DELIVERY = "delivery", _("First delivery signed")
    ACCEPTANCE = "acceptance", _("Everything delivered and accepted")
    WARRANTY_END = "warranty_end", _("End of the warranty")
    DAY = "day", _("A fixed day")


class Terms(models.TextChoices):
    """When an invoice falls due: data, not words."""

    INVOICE = "invoice", _("Days from the invoice")
    MONTHLY = "monthly", _("月结: days from the end of the month of the invoice")
    FIXED_DAY = "fixed_day", _("A fixed day of the month after the invoice")
    ROLLING = "rolling", _("Rolling: a percentage of the balance every month")


class State(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("instalment", "Not due yet")
    DUE = "due", pgettext_lazy("instalment", "Due")
    LATE = "late", pgettext_lazy("instalment", "Late")
    PAID = "paid", pgettext_lazy("instalment", "Paid")
