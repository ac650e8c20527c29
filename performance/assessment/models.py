"""The assessment of a person in a period: lines computed and judged, deductions, result, and what follows (F-36)."""

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.assessment.querysets import AssessmentQuerySet
from performance.assessment.states import ASSESSMENT_TRANSITIONS, SEEN, AssessmentStatus
from performance.assessment_scheme.models import AssessmentScheme
from performance.assessment_scheme.states import DeductionKind, KpiKind
from performance.metric.catalogue import CHOICES, METRICS
from performance.metric.period import Period
from performance.metric.states import PeriodKind
from salesmgmt.core.models.document import Document, StatusField, status_trigger

HELD_CHANGES = pgtrigger.Q()
for _field in ("score", "points_off", "result", "pass_mark", "scored_by", "confirmed_by", "scheme"):
    HELD_CHANGES |= pgtrigger.Q(**{f"old__{_field}__df": pgtrigger.F(f"new__{_field}")})
HELD = ", ".join(f"'{status}'" for status in SEEN)


def kept_with_its_assessment(name: str) -> pgtrigger.Trigger:
    """Closed is closed: the rows of a confirmed assessment are neither changed nor taken away, nor is one added."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("held", "boolean")],
        func=f"""
            SELECT status IN ({HELD}) INTO held FROM performance_assessment
            WHERE id = (CASE TG_OP WHEN 'DELETE' THEN OLD.assessment_id ELSE NEW.assessment_id END);
            IF held THEN RAISE EXCEPTION 'pgtrigger: a confirmed assessment is kept as it is'; END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,  # noqa: S608  the members of a TextChoices
    )


class AssessmentPeriod(models.Model):
    """A month, a quarter or a year in which everybody is assessed (KPI-02)."""

    kind = models.CharField(_("kind of period"), max_length=8, choices=PeriodKind)
    first = models.DateField(pgettext_lazy("date", "from"))
    last = models.DateField(pgettext_lazy("date", "to"))
    opened_at = models.DateTimeField(_("opened at"), auto_now_add=True)

    class Meta:
        ordering = ["-first", "kind"]
        verbose_name = _("assessment period")
        verbose_name_plural = _("assessment periods")
        constraints = [
            models.UniqueConstraint(fields=["kind", "first"], name="one_assessment_period"),
            models.CheckConstraint(condition=Q(last__gt=models.F("first")), name="assessment_period_has_days"),
        ]

    def __str__(self):
        return str(self.period)

    @property
    def period(self):
        return Period(self.kind, self.first)


class Assessment(Document):
    """One person in one period. From the confirmation on a copy: what changes afterwards counts in a later period."""

    KIND = "assessment"
    TRANSITIONS = ASSESSMENT_TRANSITIONS
    EDITABLE = ()
    ENDED = (AssessmentStatus.ARCHIVED,)
    STEPPER = (
        AssessmentStatus.OPEN,
        AssessmentStatus.SCORING,
        AssessmentStatus.REVIEWED,
        AssessmentStatus.CONFIRMED,
        AssessmentStatus.APPLIED,
        AssessmentStatus.ARCHIVED,
    )

    Status = AssessmentStatus

    status = StatusField(Status)
    period = models.ForeignKey(
        AssessmentPeriod,
        models.PROTECT,
        editable=False,
        related_name="assessments",
        verbose_name=_("period"),
        db_index=False,
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="assessments",
        verbose_name=_("person"),
        db_index=False,
    )
    # Null where no scheme was in force when the period was opened: nothing is computed until there is one.
    scheme = models.ForeignKey(
        AssessmentScheme,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="assessments",
        verbose_name=_("assessment scheme"),
    )
    computed_at = models.DateTimeField(pgettext_lazy("assessment", "computed at"), null=True, editable=False)
    score = models.DecimalField(
        pgettext_lazy("assessment", "score"), max_digits=7, decimal_places=2, null=True, editable=False
    )
    points_off = models.DecimalField(
        pgettext_lazy("assessment", "points off"), max_digits=7, decimal_places=2, default=0, editable=False
    )
    result = models.DecimalField(
        pgettext_lazy("assessment", "result"), max_digits=7, decimal_places=2, null=True, editable=False
    )
    # As it was at the confirmation; a pass mark changed later makes nobody fail afterwards.
    pass_mark = models.PositiveSmallIntegerField(_("pass mark"), null=True, editable=False)
    comment = models.TextField(pgettext_lazy("assessment", "comment of the superior"), blank=True, editable=False)
    scored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("assessment", "scored by"),
    )
    scored_at = models.DateTimeField(pgettext_lazy("assessment", "scored at"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-period__first", "period__kind", "person"]
        verbose_name = pgettext_lazy("assessment", "assessment")
        verbose_name_plural = pgettext_lazy("assessment", "assessments")
        triggers = [
            status_trigger(ASSESSMENT_TRANSITIONS),
            pgtrigger.Protect(
                name="confirmed_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status__in=[str(status) for status in SEEN]) & HELD_CHANGES,
            ),
        ]
        indexes = [models.Index(fields=["person", "status"], name="assessment_of_person")]
        constraints = [
            models.UniqueConstraint(fields=["period", "person"], name="one_assessment_a_person_and_period"),
            models.CheckConstraint(
                condition=~Q(status__in=SEEN)
                | Q(result__isnull=False, confirmed_by__isnull=False, scored_by__isnull=False, pass_mark__isnull=False),
                name="assessment_confirmed_is_complete",
            ),
            # KPI-15, whoever writes the row.
            models.CheckConstraint(
                condition=(Q(scored_by__isnull=True) | ~Q(scored_by=models.F("person")))
                & (
                    Q(confirmed_by__isnull=True)
                    | (~Q(confirmed_by=models.F("person")) & ~Q(confirmed_by=models.F("scored_by")))
                ),
                name="nobody_assesses_himself",
            ),
        ]

    def __str__(self):
        return f"{self.person} {self.period}"

    @property
    def responsible(self):
        return self.person

    @property
    def standing_result(self):
        """The confirmed result, or what an upheld appeal put in its place. The copy itself stays as it was."""
        appeal = getattr(self, "appeal", None)
        corrected = None if appeal is None else appeal.corrected_result
        return self.result if corrected is None else corrected

    @property
    def is_passed(self):
        """None while there is no result that holds."""
        result = self.standing_result
        return None if self.pass_mark is None or result is None else result >= self.pass_mark


class Counted(models.Model):
    """A figure of a metric, copied with the two parts it is made of and the address of the rows behind it."""

    position = models.PositiveSmallIntegerField(_("no."))
    code = models.CharField(pgettext_lazy("assessment", "indicator"), max_length=30, choices=CHOICES, blank=True)
    # Empty: the name of the metric, in the reader's language.
    name = models.CharField(_("name"), max_length=80, blank=True)
    target = models.DecimalField(
        pgettext_lazy("assessment", "target"), max_digits=18, decimal_places=6, null=True, blank=True
    )
    # A target of the scheme itself stays; one of a plan is read anew with every computation.
    target_is_fixed = models.BooleanField(default=False, editable=False)
    actual = models.DecimalField(
        pgettext_lazy("assessment", "actual"), max_digits=18, decimal_places=6, null=True, blank=True
    )
    numerator = models.DecimalField(max_digits=18, decimal_places=2, null=True, editable=False)
    denominator = models.DecimalField(max_digits=18, decimal_places=2, null=True, editable=False)
    rows = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name or (str(self.metric.name) if self.metric else "")

    @property
    def metric(self):
        return METRICS.get(self.code)

    def text(self, value):
        return self.metric.text(value) if self.metric else ("" if value is None else str(value))

    @property
    def target_text(self):
        return "—" if self.target is None else self.text(self.target)

    @property
    def actual_text(self):
        return self.text(self.actual) if self.metric else "—"


class AssessmentLine(Counted):
    """An indicator of the sheet: computed and never editable, or judged with score and comment (KPI-04)."""

    Kind = KpiKind

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="lines")
    kind = models.CharField(_("kind"), max_length=12, choices=KpiKind)
    weight = models.DecimalField(pgettext_lazy("assessment", "weight %"), max_digits=5, decimal_places=2)
    cap = models.PositiveSmallIntegerField(pgettext_lazy("assessment", "counts up to %"), default=100)
    # Of a judged line what the superior gave, from 0 to 100; of a computed one what it reached of its target, in per cent.
    reached = models.DecimalField(
        pgettext_lazy("assessment", "reached %"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(500)],
    )
    points = models.DecimalField(
        pgettext_lazy("assessment", "score"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        ordering = ["assessment", "position"]
        verbose_name = _("assessment line")
        verbose_name_plural = _("assessment lines")
        triggers = [kept_with_its_assessment("line_is_kept")]

    @property
    def is_judged(self):
        return self.kind == KpiKind.QUALITATIVE


class Deduction(Counted):
    """Points off, with what they were counted from: each line of the sheet is shown (KPI-03)."""

    Kind = DeductionKind

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="deductions")
    kind = models.CharField(_("kind"), max_length=10, choices=DeductionKind)
    each = models.DecimalField(pgettext_lazy("assessment", "points off"), max_digits=5, decimal_places=2)
    # Per cents short, or complaints; null where no target says what would have been enough.
    count = models.DecimalField(_("number"), max_digits=9, decimal_places=2, null=True)
    points = models.DecimalField(pgettext_lazy("assessment", "points"), max_digits=7, decimal_places=2, default=0)

    class Meta:
        ordering = ["assessment", "position"]
        verbose_name = pgettext_lazy("assessment", "deduction")
        verbose_name_plural = pgettext_lazy("assessment", "deductions")
        triggers = [kept_with_its_assessment("deduction_is_kept")]


class ImprovementAdvice(models.Model):
    """What the company advises a person to do better, about one indicator (KPI-06)."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="advice")
    indicator = models.CharField(pgettext_lazy("assessment", "indicator"), max_length=80, blank=True)
    text = models.TextField(_("advice"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("given at"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("improvement advice")
        verbose_name_plural = _("improvement advice")

    def __str__(self):
        return self.text

    @property
    def indicator_name(self):
        """A metric is kept by its code, what is judged by its name."""
        return METRICS[self.indicator].name if self.indicator in METRICS else self.indicator


class CoachingPlan(models.Model):
    """Coaching and training for whoever stayed below the pass mark (KPI-06)."""

    assessment = models.OneToOneField(Assessment, models.CASCADE, related_name="coaching")
    measures = models.TextField(_("coaching and training"))
    coach = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("coach"))
    due_on = models.DateField(_("to be done by"))
    done_on = models.DateField(_("done on"), null=True)
    outcome = models.TextField(_("what came of it"), blank=True)

    class Meta:
        verbose_name = _("coaching plan")
        verbose_name_plural = _("coaching plans")

    def __str__(self):
        return str(self.assessment)


class Appeal(models.Model):
    """What the person says against his confirmed result, and the answer. The result stays; it is a copy."""

    assessment = models.OneToOneField(Assessment, models.CASCADE, related_name="appeal")
    reason = models.TextField(_("reason"))
    filed_at = models.DateTimeField(_("filed at"), auto_now_add=True)
    is_upheld = models.BooleanField(_("upheld"), null=True)
    # The result as it ought to have been; the confirmed one stays beside it.
    corrected_result = models.DecimalField(
        pgettext_lazy("assessment", "corrected result"), max_digits=7, decimal_places=2, null=True
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(corrected_result__isnull=True) | Q(is_upheld=True), name="only_an_upheld_appeal_corrects"
            ),
        ]
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")

    def __str__(self):
        return str(self.assessment)
