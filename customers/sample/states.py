"""How a sample request stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SampleRequestStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In approval")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


class SampleRequestKind(models.TextChoices):
    SAMPLE = "sample", _("Sample")
    SERVICE_PART = "service_part", _("Service part")


SAMPLE_REQUEST_TRANSITIONS: dict[str, list[str]] = {
    SampleRequestStatus.DRAFT: [SampleRequestStatus.SUBMITTED, SampleRequestStatus.CANCELLED],
    SampleRequestStatus.SUBMITTED: [
        SampleRequestStatus.APPROVED,
        SampleRequestStatus.REJECTED,
        SampleRequestStatus.DRAFT,
    ],
    SampleRequestStatus.REJECTED: [SampleRequestStatus.DRAFT],
    SampleRequestStatus.APPROVED: [SampleRequestStatus.CLOSED],
}
