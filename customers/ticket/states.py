"""How a service ticket stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ServiceTicketStatus(models.TextChoices):
    NEW = "new", _("Not assigned")
    ASSIGNED = "assigned", _("Assigned")
    ON_SITE = "on_site", _("Repair on site")
    REMOTE = "remote", _("Remote support")
    RESOLVED = "resolved", _("Resolved")
    CONFIRMED = "confirmed", _("Confirmed by the customer")
    CLOSED = "closed", _("Ticket closed")


class ServiceTicketMode(models.TextChoices):
    ON_SITE = "on_site", _("On site")
    REMOTE = "remote", _("Remote")


class ServiceTicketNeed(models.TextChoices):
    REPAIR = "repair", _("Repair")
    MAINTENANCE = "maintenance", _("Maintenance")
    INSTALLATION = "installation", _("Installation and trial run")
    CONSULTATION = "consultation", _("Advice on use")
    PART = "part", _("Service part")
    OTHER = "other", _("Other need")


class ServiceTicketWarranty(models.TextChoices):
    IN = "in", _("In warranty")
    OUT = "out", _("Out of warranty")
    UNKNOWN = "unknown", _("Warranty unknown")


SERVICE_TICKET_TRANSITIONS: dict[str, list[str]] = {
    ServiceTicketStatus.NEW: [ServiceTicketStatus.ASSIGNED],
    ServiceTicketStatus.ASSIGNED: [
        ServiceTicketStatus.ASSIGNED,
        ServiceTicketStatus.ON_SITE,
        ServiceTicketStatus.REMOTE,
    ],
    # What cannot be helped from afar is repaired on the spot, and the other way round.
    ServiceTicketStatus.ON_SITE: [
        ServiceTicketStatus.REMOTE,
        ServiceTicketStatus.RESOLVED,
        ServiceTicketStatus.ASSIGNED,
    ],
    ServiceTicketStatus.REMOTE: [
        ServiceTicketStatus.ON_SITE,
        ServiceTicketStatus.RESOLVED,
        ServiceTicketStatus.ASSIGNED,
    ],
    # Back where the customer does not confirm it.
    ServiceTicketStatus.RESOLVED: [ServiceTicketStatus.CONFIRMED, ServiceTicketStatus.ASSIGNED],
    ServiceTicketStatus.CONFIRMED: [ServiceTicketStatus.CLOSED],
}
