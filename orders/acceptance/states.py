"""How the customer's acceptance of a delivered line stands, and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AcceptanceStatus(models.TextChoices):
    PENDING = "pending", pgettext_lazy("acceptance", "To be accepted")
    OBJECTED = "objected", pgettext_lazy("acceptance", "Objection")
    RESOLVED = "resolved", pgettext_lazy("acceptance", "Objection settled")
    ACCEPTED = "accepted", pgettext_lazy("acceptance", "Accepted by the customer")


ACCEPTANCE_TRANSITIONS: dict[str, list[str]] = {
    AcceptanceStatus.PENDING: [AcceptanceStatus.OBJECTED, AcceptanceStatus.ACCEPTED],
    AcceptanceStatus.OBJECTED: [AcceptanceStatus.RESOLVED],
    # Settled and yet not what the customer wants: he objects again.
    AcceptanceStatus.RESOLVED: [AcceptanceStatus.ACCEPTED, AcceptanceStatus.OBJECTED],
}


class ObjectionSubject(models.TextChoices):
    """What the customer compares with the contract (001 三(四)4)."""

    QUANTITY = "quantity", _("Quantity")
    SPECIFICATION = "specification", _("Specification")
    QUALITY = "quality", _("Quality")
