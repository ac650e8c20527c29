"""The scheme by which people are assessed: indicators with their weights, and deductions, in versions (KPI-01, T6)."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.assessment_scheme.querysets import SchemeQuerySet
from performance.assessment_scheme.states import SCHEME_TRANSITIONS, DeductionKind, KpiKind, SchemeStatus
from performance.metric.catalogue import CHOICES, METRICS
from performance.metric.states import MetricUnit, PeriodKind
from salesmgmt.core.models.document import Document, StatusField, status_trigger


class AssessmentScheme(Document):
    """One version. What was assessed by it keeps a copy of its lines, so a version in force is never edited."""

    KIND = "assessment_scheme"
    TRANSITIONS = SCHEME_TRANSITIONS
    EDITABLE = (SchemeStatus.DRAFT,)
    ENDED = (SchemeStatus.SUPERSEDED, SchemeStatus.DISCARDED)
    STEPPER = (SchemeStatus.DRAFT, SchemeStatus.ACTIVE)

    Status = SchemeStatus

    status = StatusField(Status)
    name = models.CharField(_("name"), max_length=80)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    # Empty: for months, quarters and years alike.
    period_kind = models.CharField(
        _("period"), max_length=8, choices=PeriodKind, blank=True, help_text=_("Empty: for every kind of period.")
    )
    remark = models.TextField(_("remark"), blank=True)
    activated_at = models.DateTimeField(_("in force since"), null=True, editable=False)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("assessment scheme")
        verbose_name_plural = _("assessment schemes")
        triggers = [status_trigger(SCHEME_TRANSITIONS)]
        constraints = [
            models.UniqueConstraint(
                fields=["period_kind"], condition=Q(status=SchemeStatus.ACTIVE), name="one_scheme_in_force_a_kind"
            ),
        ]

    def __str__(self):
        return f"{self.name} v{self.version}"

    @property
    def responsible(self):
        return self.created_by


class Target(models.Model):
    """What a line and a deduction have in common: what is counted, and what it should have been."""

    position = models.PositiveSmallIntegerField(_("no."), default=1, editable=False)
    code = models.CharField(pgettext_lazy("assessment", "indicator"), max_length=30, choices=CHOICES, blank=True)
    target = models.DecimalField(
        pgettext_lazy("assessment", "target"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Rates in per cent. Empty: what the person's plan or quota says."),
    )

    class Meta:
        abstract = True

    @property
    def metric(self):
        return METRICS.get(self.code)

    @property
    def fixed_target(self):
        """The target in the measure of the metric: 95 per cent are 0.95; None where the plan says it."""
        if self.target is None or self.metric is None:
            return self.target
        return self.target / 100 if self.metric.unit == MetricUnit.PERCENT else self.target


class KpiDefinition(Target):
    """An indicator with its weight: counted by its metric, or judged by the superior (KPI-01, KPI-04)."""

    Kind = KpiKind

    scheme = models.ForeignKey(AssessmentScheme, models.CASCADE, related_name="lines")
    kind = models.CharField(_("kind"), max_length=12, choices=KpiKind, default=KpiKind.QUANTITATIVE)
    name = models.CharField(_("name"), max_length=80, blank=True)
    weight = models.DecimalField(
        pgettext_lazy("assessment", "weight %"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(100)],
    )
    cap = models.PositiveSmallIntegerField(
        pgettext_lazy("assessment", "counts up to %"),
        default=100,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
        help_text=_("How much of the target counts at most: 120 lets a line earn a fifth more than its weight."),
    )

    class Meta:
        ordering = ["scheme", "position", "pk"]
        verbose_name = pgettext_lazy("assessment", "indicator")
        verbose_name_plural = pgettext_lazy("assessment", "indicators")
        constraints = [
            models.CheckConstraint(condition=Q(weight__gt=0, weight__lte=100), name="kpi_weight_is_a_share"),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self):
        return self.name or (str(self.metric.name) if self.metric else "")


class DeductionRule(Target):
    """So many points off for each per cent short, or for each complaint (T6, 003 (四)1)."""

    Kind = DeductionKind

    scheme = models.ForeignKey(AssessmentScheme, models.CASCADE, related_name="deductions", db_index=False)
    kind = models.CharField(_("kind"), max_length=10, choices=DeductionKind)
    points = models.DecimalField(
        pgettext_lazy("assessment", "points off"), max_digits=5, decimal_places=2, validators=[MinValueValidator(0)]
    )

    class Meta:
        ordering = ["scheme", "position", "pk"]
        verbose_name = _("deduction rule")
        verbose_name_plural = _("deduction rules")
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="one_deduction_an_indicator")]

    def __str__(self):
        return str(self.metric.name)
