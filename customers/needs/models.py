"""The needs survey (需求调研, F-04) and the templates of the product families it is filled in by."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.needs.states import NEEDS_SURVEY_TRANSITIONS, NeedsFieldKind, NeedsSurveyStatus
from customers.opportunity.models import Opportunity
from customers.opportunity.querysets import OpportunityPartQuerySet
from salesmgmt.core.models.document import Document, StatusField, status_trigger


class NeedsTemplate(models.Model):
    """What is asked about one product family, and which parts its solution has: data, not code (OPP-01, OPP-02)."""

    name = models.CharField(_("product family"), max_length=60, unique=True)
    # The family of customers who need something else; there is one.
    is_generic = models.BooleanField(_("generic template"), default=False, editable=False)
    is_active = models.BooleanField(_("in use"), default=True)
    solution_parts = models.TextField(
        _("parts of the solution"),
        blank=True,
        help_text=_("One a line. A solution is complete when a file of each kind is attached."),
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("changed by"),
    )
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        ordering = ["is_generic", "name"]
        verbose_name = _("needs template")
        verbose_name_plural = _("needs templates")
        constraints = [
            models.UniqueConstraint(
                fields=["is_generic"], condition=models.Q(is_generic=True), name="one_generic_needs_template"
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("needs-template-list")

    @property
    def parts(self):
        """The mandatory parts of a solution, in order."""
        return list(dict.fromkeys(line.strip()[:60] for line in self.solution_parts.splitlines() if line.strip()))


class NeedsField(models.Model):
    """One question of a template."""

    Kind = NeedsFieldKind

    template = models.ForeignKey(NeedsTemplate, models.CASCADE, related_name="fields", verbose_name=_("needs template"))
    position = models.PositiveSmallIntegerField(default=1, editable=False)
    label = models.CharField(_("question"), max_length=60)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.TEXT)
    unit = models.CharField(_("unit of quantity"), max_length=12, blank=True)
    is_required = models.BooleanField(_("mandatory"), default=False)
    # A question that was answered once is not deleted but asked no more.
    is_active = models.BooleanField(default=True, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self):
        return self.label


class NeedsSurvey(Document):
    """What one customer needs, in the words of his product family (OPP-01)."""

    KIND = "needs_survey"

    Status = NeedsSurveyStatus
    TRANSITIONS = NEEDS_SURVEY_TRANSITIONS
    EDITABLE = (NeedsSurveyStatus.DRAFT,)
    ENDED = (NeedsSurveyStatus.DISCARDED,)
    STEPPER = (NeedsSurveyStatus.DRAFT, NeedsSurveyStatus.COMPLETE)

    status = StatusField(Status)
    opportunity = models.OneToOneField(
        Opportunity, models.PROTECT, related_name="needs_survey", editable=False, verbose_name=_("opportunity")
    )
    template = models.ForeignKey(NeedsTemplate, models.PROTECT, related_name="+", verbose_name=_("product family"))
    surveyed_on = models.DateField(_("date of the survey"))
    respondent = models.CharField(_("asked person"), max_length=60, blank=True)
    # The paper of each completion is an issue of its own.
    revision = models.PositiveSmallIntegerField(_("revision"), default=1, editable=False)

    objects = OpportunityPartQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("needs survey")
        verbose_name_plural = _("needs surveys")
        triggers = [status_trigger(NEEDS_SURVEY_TRANSITIONS)]

    @property
    def customer(self):
        return self.opportunity.customer

    @property
    def responsible(self):
        return self.opportunity.responsible


class NeedsAnswer(models.Model):
    """The answer to one question, as text: ISO dates, plain numbers."""

    survey = models.ForeignKey(NeedsSurvey, models.CASCADE, related_name="answers", db_index=False)
    field = models.ForeignKey(NeedsField, models.PROTECT, related_name="answers")
    value = models.TextField(_("answer"), blank=True)

    class Meta:
        ordering = ["field__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["survey", "field"], name="one_answer_per_question")]

    def __str__(self):
        return self.value
