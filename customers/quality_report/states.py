"""How a weekly quality form stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QualityFeedbackReportStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    FORWARDED = "forwarded", _("Passed to the departments")
    DISCARDED = "discarded", _("Discarded")


QUALITY_FEEDBACK_REPORT_TRANSITIONS: dict[str, list[str]] = {
    QualityFeedbackReportStatus.DRAFT: [QualityFeedbackReportStatus.SUBMITTED, QualityFeedbackReportStatus.DISCARDED],
    QualityFeedbackReportStatus.SUBMITTED: [QualityFeedbackReportStatus.FORWARDED, QualityFeedbackReportStatus.DRAFT],
}
