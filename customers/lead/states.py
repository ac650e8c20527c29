"""How a lead stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LeadStatus(models.TextChoices):
    NEW = "new", _("New")
    ASSIGNED = "assigned", _("Assigned")
    CONTACTED = "contacted", _("Contacted")
    QUALIFIED = "qualified", _("Qualified")
    CONVERTED = "converted", _("Converted")
    DISQUALIFIED = "disqualified", _("Disqualified")


class LeadChannel(models.TextChoices):
    ONLINE = "online", _("Online")
    OFFLINE = "offline", _("Offline")


class LeadSource(models.TextChoices):
    """The ways named in the policies (000 三(一)1, 001 三(一)2)."""

    EXHIBITION = "exhibition", _("Exhibition")
    WEB_SEARCH = "web_search", _("Web search")
    ONLINE_MARKETING = "online_marketing", _("Online marketing")
    TELEPHONE = "telephone", _("Telephone marketing")
    REFERRAL = "referral", _("Customer referral")
    INDUSTRY_REPORT = "industry_report", _("Industry report")
    SERVICE_CENTRE = "service_centre", _("Service centre")
    OTHER = "other", _("Other source")


LEAD_TRANSITIONS: dict[str, list[str]] = {
    LeadStatus.NEW: [LeadStatus.ASSIGNED, LeadStatus.DISQUALIFIED],
    LeadStatus.ASSIGNED: [LeadStatus.ASSIGNED, LeadStatus.CONTACTED, LeadStatus.DISQUALIFIED],
    LeadStatus.CONTACTED: [LeadStatus.ASSIGNED, LeadStatus.QUALIFIED, LeadStatus.DISQUALIFIED],
    LeadStatus.QUALIFIED: [LeadStatus.CONVERTED],
    LeadStatus.DISQUALIFIED: [LeadStatus.ASSIGNED],
}


class LeadActivityKind(models.TextChoices):
    CALL = "call", _("Call")
    MESSAGE = "message", _("Message")
    MEETING = "meeting", _("Meeting")
    NOTE = "note", _("Note")


class LeadAssessmentRating(models.TextChoices):
    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")
