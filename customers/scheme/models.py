"""The evaluation scheme as versioned data: criteria, bands, grade thresholds and warning lines (RAT-09, SET-01).

A version is never edited once evaluations may stand on it; a change is a new version with its own first day.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.customer.states import Grade
from customers.scheme.states import EvaluationCriterionKind
from salesmgmt.core.money import MoneyField


class SchemeQuerySet(models.QuerySet):
    def holding(self):
        """Without the versions that were taken back."""
        return self.filter(taken_back_at__isnull=True)


class EvaluationScheme(models.Model):
    """One version, in force from ``valid_from`` until a later one is."""

    version = models.PositiveSmallIntegerField(_("version"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    valid_from = models.DateField(_("valid from"))
    remark = models.TextField(_("remark"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    # A version nobody was evaluated by and that is not wanted: it never holds, its number stays taken.
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, editable=False)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        verbose_name = _("evaluation scheme")
        verbose_name_plural = _("evaluation schemes")

    def __str__(self):
        return f"{self.name} v{self.version}"

    def get_absolute_url(self):
        return reverse("evaluation-scheme-detail", args=[self.pk])


class EvaluationCriterion(models.Model):
    """One line of the scoring table. ``kind`` says how a value finds its band."""

    Kind = EvaluationCriterionKind

    scheme = models.ForeignKey(EvaluationScheme, models.CASCADE, related_name="criteria", db_index=False)
    position = models.PositiveSmallIntegerField(_("no."))
    key = models.SlugField(max_length=30)
    name = models.CharField(_("criterion"), max_length=60)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)

    class Meta:
        ordering = ["position"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "key"], name="criterion_key_in_scheme"),
            models.UniqueConstraint(fields=["scheme", "position"], name="criterion_position_in_scheme"),
        ]

    def __str__(self):
        return self.name


class EvaluationBand(models.Model):
    """One cell of the table: A, B, C, D, or below all of them (``letter`` empty, points by SET-05; RAT-11)."""

    criterion = models.ForeignKey(EvaluationCriterion, models.CASCADE, related_name="bands", db_index=False)
    letter = models.CharField(_("band"), max_length=1, blank=True)
    text = models.CharField(_("standard"), max_length=120)
    points = models.PositiveSmallIntegerField(_("points"), null=True, blank=True)
    lower = models.DecimalField(_("lower limit"), max_digits=16, decimal_places=2, null=True, blank=True)
    upper = models.DecimalField(_("upper limit"), max_digits=16, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["criterion", "pk"]
        verbose_name = _("band")
        verbose_name_plural = _("bands")
        constraints = [
            models.UniqueConstraint(fields=["criterion", "letter"], name="band_letter_in_criterion"),
            models.CheckConstraint(
                condition=Q(letter="", points__isnull=True) | (~Q(letter="") & Q(points__isnull=False)),
                name="band_points_unless_below",
            ),
            models.CheckConstraint(
                condition=Q(lower__isnull=True) | Q(upper__isnull=True) | Q(lower__lte=F("upper")),
                name="band_limits_rise",
            ),
        ]

    def __str__(self):
        return self.text


class GradeThreshold(models.Model):
    """The lowest total of a grade, inclusive; below the lowest is E (SET-03)."""

    scheme = models.ForeignKey(EvaluationScheme, models.CASCADE, related_name="thresholds", db_index=False)
    grade = models.CharField(_("grade"), max_length=1, choices=Grade)
    minimum = models.PositiveSmallIntegerField(_("total from"))

    class Meta:
        ordering = ["-minimum"]
        verbose_name = _("grade threshold")
        verbose_name_plural = _("grade thresholds")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "grade"], name="threshold_grade_in_scheme"),
            models.UniqueConstraint(fields=["scheme", "minimum"], name="threshold_minimum_in_scheme"),
            models.CheckConstraint(condition=~Q(grade=Grade.E), name="threshold_not_for_e"),
        ]

    def __str__(self):
        return f"{self.grade} ≥ {self.minimum}"


class WarningLine(models.Model):
    """Highest outstanding amount of a grade, and the average monthly supply behind it (SET-08)."""

    scheme = models.ForeignKey(EvaluationScheme, models.CASCADE, related_name="warning_lines", db_index=False)
    grade = models.CharField(_("grade"), max_length=1, choices=Grade)
    amount = MoneyField(_("warning line"))
    avg_monthly_qty = models.PositiveIntegerField(_("average monthly supply"), null=True, blank=True)

    class Meta:
        ordering = ["grade"]
        verbose_name = _("warning line")
        verbose_name_plural = _("warning lines")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "grade"], name="warning_line_grade_in_scheme"),
            models.CheckConstraint(condition=~Q(grade=Grade.E), name="warning_line_not_for_e"),
        ]

    def __str__(self):
        return f"{self.grade} {self.amount}"
