"""How an opportunity stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OpportunityStatus(models.TextChoices):
    NEEDS_ANALYSIS = "needs_analysis", _("Needs analysis")
    SOLUTION = "solution", _("Solution")
    QUOTING = "quoting", _("Quoting")
    QUOTED = "quoted", _("Quoted")
    NEGOTIATION = "negotiation", _("Negotiation")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")


class OpportunityPriority(models.TextChoices):
    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


OPPORTUNITY_TRANSITIONS: dict[str, list[str]] = {
    OpportunityStatus.NEEDS_ANALYSIS: [OpportunityStatus.SOLUTION, OpportunityStatus.LOST],
    OpportunityStatus.SOLUTION: [OpportunityStatus.QUOTING, OpportunityStatus.SOLUTION, OpportunityStatus.LOST],
    # Back to the solution: a department found that it cannot be done (OPP-03).
    OpportunityStatus.QUOTING: [OpportunityStatus.QUOTED, OpportunityStatus.SOLUTION, OpportunityStatus.LOST],
    OpportunityStatus.QUOTED: [OpportunityStatus.NEGOTIATION, OpportunityStatus.WON, OpportunityStatus.LOST],
    OpportunityStatus.NEGOTIATION: [OpportunityStatus.QUOTING, OpportunityStatus.WON, OpportunityStatus.LOST],
}
