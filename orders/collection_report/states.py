"""The states of a collection report."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CollectionReportStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", pgettext_lazy("collection report", "With finance")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("collection report", "Acknowledged")
    DISCARDED = "discarded", _("Discarded")


# submitted → draft: finance returns it with a reason.
COLLECTION_REPORT_TRANSITIONS: dict[str, list[str]] = {
    CollectionReportStatus.DRAFT: [CollectionReportStatus.SUBMITTED, CollectionReportStatus.DISCARDED],
    CollectionReportStatus.SUBMITTED: [CollectionReportStatus.ACKNOWLEDGED, CollectionReportStatus.DRAFT],
}
