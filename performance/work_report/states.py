"""How a work report stands, and what its lines are about."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WorkReportStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", pgettext_lazy("work report", "Handed in")
    COMMENTED = "commented", pgettext_lazy("work report", "Commented")
    DISCARDED = "discarded", _("Discarded")


class LineKind(models.TextChoices):
    VISIT = "visit", _("Visit")
    LEAD = "lead", _("Lead")
    ORDER = "order", _("Order")
    PAYMENT = "payment", _("Payment")


WORK_REPORT_TRANSITIONS: dict[str, list[str]] = {
    WorkReportStatus.DRAFT: [WorkReportStatus.SUBMITTED, WorkReportStatus.DISCARDED],
    WorkReportStatus.SUBMITTED: [WorkReportStatus.COMMENTED],
}
