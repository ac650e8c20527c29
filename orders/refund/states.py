"""How a refund stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RefundStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In approval")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    DISCARDED = "discarded", _("Discarded")


REFUND_TRANSITIONS: dict[str, list[str]] = {
    RefundStatus.DRAFT: [RefundStatus.SUBMITTED, RefundStatus.DISCARDED],
    RefundStatus.SUBMITTED: [RefundStatus.APPROVED, RefundStatus.REJECTED, RefundStatus.DRAFT],
    RefundStatus.REJECTED: [RefundStatus.DRAFT],
}
