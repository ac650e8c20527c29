"""How a strategy proposal stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StrategyProposalStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In approval")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    DISCARDED = "discarded", _("Discarded")


STRATEGY_PROPOSAL_TRANSITIONS: dict[str, list[str]] = {
    StrategyProposalStatus.DRAFT: [StrategyProposalStatus.SUBMITTED, StrategyProposalStatus.DISCARDED],
    StrategyProposalStatus.SUBMITTED: [
        StrategyProposalStatus.APPROVED,
        StrategyProposalStatus.REJECTED,
        StrategyProposalStatus.DRAFT,
    ],
    StrategyProposalStatus.REJECTED: [StrategyProposalStatus.DRAFT],
}
