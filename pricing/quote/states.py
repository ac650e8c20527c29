"""How a quote stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuoteStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In approval")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted by the customer")
    DECLINED = "declined", _("Declined by the customer")
    EXPIRED = "expired", _("Expired")
    SUPERSEDED = "superseded", _("Superseded")
    CONVERTED = "converted", _("Converted into a contract")
    DISCARDED = "discarded", _("Discarded")


class LineKind(models.TextChoices):
    FIRM = "firm", pgettext_lazy("quote line", "Included")
    OPTION = "option", pgettext_lazy("quote line", "Optional")
    ALTERNATIVE = "alternative", pgettext_lazy("quote line", "Alternative")


QUOTE_TRANSITIONS: dict[str, list[str]] = {
    QuoteStatus.DRAFT: [QuoteStatus.SUBMITTED, QuoteStatus.DISCARDED],
    QuoteStatus.SUBMITTED: [QuoteStatus.APPROVED, QuoteStatus.REJECTED, QuoteStatus.DRAFT],
    QuoteStatus.REJECTED: [QuoteStatus.DRAFT],
    QuoteStatus.APPROVED: [QuoteStatus.SENT, QuoteStatus.SUPERSEDED, QuoteStatus.EXPIRED],
    QuoteStatus.SENT: [QuoteStatus.ACCEPTED, QuoteStatus.DECLINED, QuoteStatus.SUPERSEDED, QuoteStatus.EXPIRED],
    QuoteStatus.ACCEPTED: [QuoteStatus.CONVERTED],
    # The new version, or the draft of the contract, was thrown away: the offer stands as before.
    QuoteStatus.SUPERSEDED: [QuoteStatus.APPROVED, QuoteStatus.SENT],
    QuoteStatus.CONVERTED: [QuoteStatus.ACCEPTED],
}
