"""How a research report stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ResearchReportStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    REVIEWED = "reviewed", _("Reviewed")
    DISCARDED = "discarded", _("Discarded")


class ResearchReportType(models.TextChoices):
    MARKET = "market", _("Market survey report")
    CUSTOMER = "customer", _("Customer survey report")
    PEER = "peer", _("Peer survey report")


RESEARCH_REPORT_TRANSITIONS: dict[str, list[str]] = {
    ResearchReportStatus.DRAFT: [ResearchReportStatus.SUBMITTED, ResearchReportStatus.DISCARDED],
    ResearchReportStatus.SUBMITTED: [ResearchReportStatus.REVIEWED, ResearchReportStatus.DRAFT],
}
