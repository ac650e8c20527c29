"""The customer evaluation report (客户评定报告) and its nine lines."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.customer.models import Customer
from customers.customer.states import Grade
from customers.evaluation.querysets import EvaluationQuerySet
from customers.evaluation.states import (
    CUSTOMER_EVALUATION_TRANSITIONS,
    OPEN_STATES,
    CustomerEvaluationOccasion,
    CustomerEvaluationStatus,
)
from customers.scheme.models import EvaluationBand, EvaluationCriterion, EvaluationScheme
from customers.scheme.scoring import in_words
from salesmgmt.core.models.document import Document, StatusField, status_trigger


class CustomerEvaluation(Document):
    """One scoring of one customer by one version of the scheme. What it decided holds from ``approved_on`` (RAT-07)."""

    KIND = "evaluation"

    Status = CustomerEvaluationStatus
    Occasion = CustomerEvaluationOccasion
    TRANSITIONS = CUSTOMER_EVALUATION_TRANSITIONS
    EDITABLE = (CustomerEvaluationStatus.DRAFT,)
    ENDED = (CustomerEvaluationStatus.SUPERSEDED, CustomerEvaluationStatus.DISCARDED)
    STEPPER = (
        CustomerEvaluationStatus.DRAFT,
        CustomerEvaluationStatus.SUBMITTED,
        CustomerEvaluationStatus.DEPT_REVIEWED,
        CustomerEvaluationStatus.APPROVED,
    )
    SNAPSHOT_LINES = ("scores",)

    status = StatusField(Status)
    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="evaluations", verbose_name=_("customer"), db_index=False
    )
    scheme = models.ForeignKey(EvaluationScheme, models.PROTECT, related_name="+", verbose_name=_("scheme"))
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion, default=Occasion.NEW, editable=False)
    opinion = models.TextField(_("opinion of the rep"), blank=True)
    total = models.PositiveSmallIntegerField(_("total"), null=True, blank=True, editable=False)
    grade = models.CharField(_("credit grade"), max_length=1, choices=Grade, blank=True, editable=False)
    approved_on = models.DateField(_("approved on"), null=True, blank=True, editable=False)
    # The scheme and the settings by which it was scored, as they were on submission (RAT-09).
    snapshot = models.JSONField(default=dict, editable=False)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("customer evaluation")
        verbose_name_plural = _("customer evaluations")
        triggers = [status_trigger(CUSTOMER_EVALUATION_TRANSITIONS)]
        constraints = [
            # Two reports side by side would fight over the customer's grade.
            models.UniqueConstraint(
                fields=["customer"], condition=Q(status__in=OPEN_STATES), name="one_open_evaluation_per_customer"
            ),
        ]
        indexes = [
            # The grade on a day: the last report approved until then (RAT-07).
            models.Index(fields=["customer", "-approved_on", "-id"], name="evaluation_in_force"),
            # The columns the list is sorted by.
            models.Index(fields=["status", "-id"], name="evaluation_by_status"),
            models.Index(fields=["approved_on", "-id"], name="evaluation_by_day"),
        ]

    @property
    def title(self):
        return self.customer.name


class EvaluationScore(models.Model):
    """One criterion of one report: the value given, the band it fell in, the points (RAT-01)."""

    evaluation = models.ForeignKey(CustomerEvaluation, models.CASCADE, related_name="scores", db_index=False)
    criterion = models.ForeignKey(EvaluationCriterion, models.PROTECT, related_name="+", verbose_name=_("criterion"))
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2, null=True, blank=True)
    band = models.ForeignKey(EvaluationBand, models.PROTECT, null=True, related_name="+", verbose_name=_("band"))
    points = models.PositiveSmallIntegerField(_("points"), null=True)
    remark = models.CharField(_("remark"), max_length=200, blank=True)

    class Meta:
        ordering = ["criterion__position"]
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "criterion"], name="one_score_per_criterion"),
            models.CheckConstraint(
                condition=Q(band__isnull=True, points__isnull=True) | Q(band__isnull=False, points__isnull=False),
                name="score_points_with_band",
            ),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.points}"

    @property
    def figure(self) -> str:
        """The value given, with its unit, as people read it; "" where a choice was made."""
        return in_words(self.value, self.criterion.unit) if self.value is not None else ""
