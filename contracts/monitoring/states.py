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

    QUANTITY = "quantity", _("quantity")
    DELIVERY = "delivery", _("delivery date")
    QUALITY = "quality", _("quality standard")
    PAYMENT = "payment", pgettext_lazy("deviation", "payment")
    SERVICE = "service", _("after-sales service")
    OTHER = "other", _("other agreements")


DEVIATION_TRANSITIONS: dict[str, list[str]] = {
    DeviationStatus.OPEN: [DeviationStatus.CORRECTING, DeviationStatus.CLOSED],
    DeviationStatus.CORRECTING: [DeviationStatus.CLOSED, DeviationStatus.OPEN],
}
