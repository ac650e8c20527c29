"""How a complaint stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ComplaintStatus(models.TextChoices):
    RECEIVED = "received", _("Received")
    REGISTERED = "registered", _("Registered")
    INVESTIGATING = "investigating", _("Being investigated")
    SOLUTION_PROPOSED = "solution_proposed", _("Solution proposed")
    RESOLVED = "resolved", _("Resolved")
    CUSTOMER_CONFIRMED = "customer_confirmed", _("Confirmed by the customer")
    CLOSED = "closed", _("Complaint closed")


class ComplaintChannel(models.TextChoices):
    HOTLINE = "hotline", _("Complaint hotline")
    MESSAGE = "message", _("Message")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    VISIT = "visit", _("During a visit")
    WEBSITE = "website", _("Website")
    SURVEY = "survey", _("Survey")
    OTHER = "other", _("Other channel")


class ComplaintSeverity(models.TextChoices):
    GENERAL = "general", _("General complaint")
    SERIOUS = "serious", _("Serious complaint")


class ComplaintSLA(models.TextChoices):
    RUNNING = "running", _("Clock running")
    MET = "met", _("Handled in time")
    MISSED = "missed", _("Deadline missed")


COMPLAINT_TRANSITIONS: dict[str, list[str]] = {
    ComplaintStatus.RECEIVED: [ComplaintStatus.REGISTERED],
    ComplaintStatus.REGISTERED: [ComplaintStatus.INVESTIGATING],
    ComplaintStatus.INVESTIGATING: [ComplaintStatus.SOLUTION_PROPOSED],
    ComplaintStatus.SOLUTION_PROPOSED: [ComplaintStatus.RESOLVED],
    ComplaintStatus.RESOLVED: [ComplaintStatus.CUSTOMER_CONFIRMED, ComplaintStatus.INVESTIGATING],
    ComplaintStatus.CUSTOMER_CONFIRMED: [ComplaintStatus.CLOSED],
}
