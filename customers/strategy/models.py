"""Strategy proposals drawn from market research (RSH-03)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.research.models import ResearchReport
from customers.strategy.querysets import StrategyQuerySet
from customers.strategy.states import STRATEGY_PROPOSAL_TRANSITIONS, StrategyProposalStatus
from salesmgmt.core.models.document import Document, StatusField, status_trigger


class StrategyProposal(Document):
    """Trend, target market, structure and competition analysed into a strategy."""

    KIND = "strategy"

    Status = StrategyProposalStatus
    TRANSITIONS = STRATEGY_PROPOSAL_TRANSITIONS
    EDITABLE = (StrategyProposalStatus.DRAFT, StrategyProposalStatus.REJECTED)
    ENDED = (StrategyProposalStatus.DISCARDED,)
    STEPPER = (StrategyProposalStatus.DRAFT, StrategyProposalStatus.SUBMITTED, StrategyProposalStatus.APPROVED)
    ANALYSIS = ("trend", "target_market", "market_structure", "competition", "strategy")

    status = StatusField(Status)
    title = models.CharField(_("subject"), max_length=120)
    year = models.PositiveSmallIntegerField(
        _("for the year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    trend = models.TextField(_("trend"), blank=True)
    target_market = models.TextField(_("main target market"), blank=True)
    market_structure = models.TextField(_("market structure"), blank=True)
    competition = models.TextField(_("competition"), blank=True)
    strategy = models.TextField(_("proposed strategy"), blank=True)
    based_on = models.ManyToManyField(
        ResearchReport, blank=True, related_name="proposals", verbose_name=_("based on the reports")
    )
    approved_on = models.DateField(_("approved on"), null=True, editable=False)

    objects = StrategyQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("strategy proposal")
        verbose_name_plural = _("strategy proposals")
        triggers = [status_trigger(STRATEGY_PROPOSAL_TRANSITIONS)]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def responsible(self):
        return self.created_by

    def missing_analysis(self):
        """The names of the empty parts; pure."""
        return [self._meta.get_field(name).verbose_name for name in self.ANALYSIS if not getattr(self, name).strip()]
