"""Risks of sales: reported by those who see them first, assessed by their manager, dealt with, looked at again (F-39)."""

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.risk.querysets import RiskQuerySet
from performance.risk.states import OPEN, RISK_TRANSITIONS, RiskCategory, RiskStatus
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.search import Searchable, search_index

ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]
# The evidence of when a risk was known and reported (PAY-06): nobody can change it afterwards.
UNALTERABLE = ("category", "known_since", "reported_at", "reporter", "description", "proposal")


class RiskReport(Searchable, Document):
    """A risk with the reporter's proposal; what was reported is never changed (RSK-01)."""

    KIND = "risk"
    TRANSITIONS = RISK_TRANSITIONS
    EDITABLE = ()
    ENDED = (RiskStatus.CLOSED,)
    STEPPER = (RiskStatus.REPORTED, RiskStatus.ASSESSED, RiskStatus.RESPONDING, RiskStatus.CLOSED)
    SEARCH_FIELDS = ("title", "number", "customer__name")

    Status = RiskStatus
    Category = RiskCategory

    status = StatusField(Status)
    category = models.CharField(pgettext_lazy("risk", "category"), max_length=10, choices=Category)
    title = models.CharField(_("subject"), max_length=120)
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, null=True, blank=True, related_name="risks", verbose_name=_("customer")
    )
    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, null=True, blank=True, related_name="risks", verbose_name=_("contract")
    )
    # Where it was seen, if that is an order or a receivable.
    order = models.ForeignKey(
        "orders.Order",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="risks",
        verbose_name=_("order"),
    )
    invoice = models.ForeignKey(
        "orders.Invoice",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="risks",
        verbose_name=_("invoice"),
    )
    intelligence = models.ForeignKey(
        "customers.MarketIntelligence",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="risks",
        verbose_name=_("market intelligence"),
    )
    description = models.TextField(pgettext_lazy("risk", "description"))
    known_since = models.DateField(pgettext_lazy("risk", "known since"))
    proposal = models.TextField(_("proposed measures"))
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="reported_risks",
        verbose_name=pgettext_lazy("risk", "reported by"),
    )
    reported_at = models.DateTimeField(pgettext_lazy("risk", "reported at"), auto_now_add=True)
    # The last assessment; all of them stand in RiskAssessment.
    likelihood = models.PositiveSmallIntegerField(_("likelihood"), null=True, editable=False)
    impact = models.PositiveSmallIntegerField(pgettext_lazy("risk", "impact"), null=True, editable=False)
    assessed_on = models.DateField(pgettext_lazy("risk", "last assessed on"), null=True, editable=False)
    next_review = models.DateField(_("to be assessed again by"), null=True, editable=False)
    response = models.TextField(_("response"), blank=True, editable=False)
    response_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("risk", "dealt with by"),
    )
    response_due = models.DateField(pgettext_lazy("risk", "to be done by"), null=True, editable=False)
    outcome = models.TextField(pgettext_lazy("risk", "outcome"), blank=True, editable=False)

    objects = RiskQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("risk report")
        verbose_name_plural = _("risk reports")
        triggers = [
            status_trigger(RISK_TRANSITIONS),
            pgtrigger.ReadOnly(name="reported_once", fields=UNALTERABLE),
        ]
        indexes = [
            search_index("performance_risk_search"),
            # What is to be assessed again (RSK-02), and a customer's open risks.
            models.Index(fields=["next_review"], condition=Q(status__in=OPEN), name="risk_by_review"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(proposal="") & ~Q(description=""), name="risk_has_a_proposal"),
            models.CheckConstraint(
                condition=Q(likelihood__isnull=True, impact__isnull=True)
                | Q(likelihood__range=(1, 5), impact__range=(1, 5)),
                name="risk_of_one_to_five",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def responsible(self):
        return self.reporter

    @property
    def level(self):
        """Likelihood × impact, 1 to 25; None before the first assessment (RSK-02)."""
        return None if self.likelihood is None else self.likelihood * self.impact

    @property
    def high_from(self):
        return policy().risk_high_level


class RiskAssessment(models.Model):
    """One look at a risk: how likely, how grave, what was said (RSK-02)."""

    risk = models.ForeignKey(RiskReport, models.CASCADE, related_name="assessments", verbose_name=_("risk report"))
    likelihood = models.PositiveSmallIntegerField(_("likelihood"), validators=ONE_TO_FIVE)
    impact = models.PositiveSmallIntegerField(pgettext_lazy("risk", "impact"), validators=ONE_TO_FIVE)
    note = models.TextField(_("remark"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=pgettext_lazy("risk", "assessed by")
    )
    on = models.DateField(_("day"))

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("risk assessment")
        verbose_name_plural = _("risk assessments")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)), name="assessment_of_one_to_five"
            ),
        ]

    def __str__(self):
        return f"{self.risk} {self.on}"

    @property
    def level(self):
        return self.likelihood * self.impact
