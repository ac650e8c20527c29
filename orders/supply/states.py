"""What the fields of a supply check may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SupplyKind(models.TextChoices):
    """On what the supply rests (ORD-02)."""

    CONTRACT = "contract", _("Under contract")
    SPORADIC = "sporadic", _("Sporadic, without contract")
    SAMPLE = "sample", _("Sample")
    # Opened by a return alone, never chosen (RET-07).
    REPLACEMENT = "replace", pgettext_lazy("kind of order", "Replacement for a return")

    @classmethod
    def entered(cls) -> list:
        """The choices of a form."""
        return [each for each in cls.choices if each[0] != cls.REPLACEMENT]


class SupplyCheckOccasion(models.TextChoices):
    DEMAND = "demand", _("Demand notice")
    DECISION = "decision", _("Decision of the head of sales")
    EXCEPTION = "exception", _("Decision of the general manager")
    ORDER = "order", _("Order")
    CHANGE = "change", _("Order change")
    RELEASE = "release", _("Plan release")
    DELIVERY = "delivery", _("Delivery")


class SupplyCheckResult(models.TextChoices):
    ALLOW = "allow", pgettext_lazy("supply check", "Supply")
    REFER = "refer", _("On hold: refer to the general manager")
    REFUSE = "refuse", _("No supply")
    EXCEPTION = "exception", _("Supply by exception of the general manager")
