"""How a statement stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StatementStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    CONFIRMED = "confirmed", _("Confirmed by the customer")
    DISPUTED = "disputed", _("Difference")
    SETTLED = "settled", _("Difference explained")
    DISCARDED = "discarded", _("Discarded")


STATEMENT_TRANSITIONS: dict[str, list[str]] = {
    StatementStatus.DRAFT: [StatementStatus.SENT, StatementStatus.DISCARDED],
    StatementStatus.SENT: [StatementStatus.CONFIRMED, StatementStatus.DISPUTED],
    StatementStatus.DISPUTED: [StatementStatus.SETTLED],
}
