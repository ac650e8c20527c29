"""The statuses of a deviation from a contract, and which may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DeviationStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("deviation", "Open")
    CORRECTING = "correcting", _("Being corrected")
    CLOSED = "closed", pgettext_lazy("deviation", "Closed")


class Subject(models.TextChoices):
    """What of the contract is not kept."""

    QUANTITY = "quantity", _("Quantity")
    DELIVERY = "delivery", _("Delivery date")
    QUALITY = "quality", _("Quality standard")
    PAYMENT = "payment", pgettext_lazy("deviation", "Payment")
    SERVICE = "service", _("After-sales service")
    OTHER = "other", _("Other agreements")


DEVIATION_TRANSITIONS: dict[str, list[str]] = {
    DeviationStatus.OPEN: [DeviationStatus.CORRECTING, DeviationStatus.CLOSED],
    DeviationStatus.CORRECTING: [DeviationStatus.CLOSED, DeviationStatus.OPEN],
}
