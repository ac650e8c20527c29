"""How a delivery note stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DeliveryNoteStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    ISSUED = "issued", _("Issued")
    OUTBOUND = "outbound", _("Out of stock")
    IN_TRANSIT = "in_transit", _("In transit")
    DELIVERED = "delivered", pgettext_lazy("delivery note", "Delivered")
    DIFFERENCE = "difference", _("Difference")
    SIGNED = "signed", _("Signed")
    CLOSED = "closed", pgettext_lazy("delivery note", "Closed")
    CANCELLED = "cancelled", _("Cancelled")


class DeliveryNoteKind(models.TextChoices):
    NORMAL = "normal", _("Normal")
    SAMPLE = "sample", _("Sample")
    SERVICE_PART = "service_part", _("Service part")
    REPLACEMENT = "replacement", pgettext_lazy("delivery note", "Replacement for a return")
    REPAIR = "repair", pgettext_lazy("delivery note", "Repaired goods")


# What goes to the customer in the place of returned goods; the original delivery was or will be billed.
REPLACING = (DeliveryNoteKind.REPLACEMENT, DeliveryNoteKind.REPAIR)


class DeliveryNoteCarrier(models.TextChoices):
    LOGISTICS = "logistics", _("Logistics")
    CARRIER = "carrier", _("Carrier")
    SALESPERSON = "salesperson", _("Salesperson")


DELIVERY_NOTE_TRANSITIONS: dict[str, list[str]] = {
    DeliveryNoteStatus.DRAFT: [DeliveryNoteStatus.ISSUED, DeliveryNoteStatus.CANCELLED],
    DeliveryNoteStatus.ISSUED: [DeliveryNoteStatus.OUTBOUND, DeliveryNoteStatus.CANCELLED],
    DeliveryNoteStatus.OUTBOUND: [DeliveryNoteStatus.IN_TRANSIT],
    DeliveryNoteStatus.IN_TRANSIT: [DeliveryNoteStatus.DELIVERED],
    DeliveryNoteStatus.DELIVERED: [DeliveryNoteStatus.SIGNED, DeliveryNoteStatus.DIFFERENCE],
    DeliveryNoteStatus.DIFFERENCE: [DeliveryNoteStatus.SIGNED],
    DeliveryNoteStatus.SIGNED: [DeliveryNoteStatus.CLOSED],
}


class DeliveryNoteCopyDestination(models.TextChoices):
    RETAINED = "retained", _("Retained copy")
    CUSTOMER = "customer", _("Customer's copy")
    WAREHOUSE = "warehouse", _("Returned copy")
