"""Satisfaction surveys: a round, its questions, an invitation a customer, and what was answered (002-1 §16.3)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from customers.contact.models import Contact
from customers.customer.models import Customer
from customers.feedback.models import Score
from customers.survey.querysets import InvitationQuerySet, SurveyQuerySet
from customers.survey.states import (
    SATISFACTION_SURVEY_TRANSITIONS,
    SURVEY_INVITATION_TRANSITIONS,
    SatisfactionSurveyStatus,
    SurveyInvitationStatus,
)
from salesmgmt.core.calendar import today
from salesmgmt.core.models.document import Document, Stateful, StatusField, status_trigger


class SatisfactionSurvey(Document):
    """One round; the clock proposes it every SET-40 months, a person opens it (SVC-05)."""

    KIND = "survey"

    Status = SatisfactionSurveyStatus
    TRANSITIONS = SATISFACTION_SURVEY_TRANSITIONS
    EDITABLE = (SatisfactionSurveyStatus.DRAFT,)
    ENDED = (SatisfactionSurveyStatus.DISCARDED,)
    STEPPER = (SatisfactionSurveyStatus.DRAFT, SatisfactionSurveyStatus.OPEN, SatisfactionSurveyStatus.CLOSED)

    status = StatusField(Status)
    name = models.CharField(_("title"), max_length=120)
    # First month of the period the clock made it for; a round made by hand belongs to none.
    period = models.CharField(_("period"), max_length=10, blank=True, editable=False)
    opens_on = models.DateField(_("open from"))
    closes_on = models.DateField(_("open until"))
    introduction = models.TextField(_("introduction"), blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "-pk"]
        verbose_name = _("satisfaction survey")
        verbose_name_plural = _("satisfaction surveys")
        triggers = [status_trigger(SATISFACTION_SURVEY_TRANSITIONS)]
        constraints = [
            models.UniqueConstraint(fields=["period"], condition=~Q(period=""), name="one_survey_a_period"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="survey_closes_after_it_opens",
                violation_error_message=_("A survey ends after it begins."),
            ),
        ]

    @property
    def responsible(self):
        return self.created_by

    @property
    def title(self):
        return self.name

    @property
    def is_running(self):
        return self.status == self.Status.OPEN and self.opens_on <= today() <= self.closes_on


class SurveyQuestion(models.Model):
    """A question answered from 1 to 5."""

    survey = models.ForeignKey(SatisfactionSurvey, models.CASCADE, related_name="questions")
    text = models.CharField(_("question"), max_length=200)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("survey question")
        verbose_name_plural = _("survey questions")

    def __str__(self):
        return self.text


class SurveyInvitation(Stateful):
    """A customer who is asked. Whoever has the link answers once; of the link only a digest is kept (SVC-05)."""

    Status = SurveyInvitationStatus
    TRANSITIONS = SURVEY_INVITATION_TRANSITIONS
    STEPPER = (SurveyInvitationStatus.TO_SEND, SurveyInvitationStatus.SENT, SurveyInvitationStatus.ANSWERED)

    survey = models.ForeignKey(
        SatisfactionSurvey,
        models.PROTECT,
        related_name="invitations",
        verbose_name=_("satisfaction survey"),
        db_index=False,
    )
    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="survey_invitations", verbose_name=_("customer")
    )
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="+", verbose_name=_("contact"))
    status = StatusField(Status)
    # SHA-256 of the token in the link; null until the first link is made.
    token_digest = models.CharField(max_length=64, unique=True, null=True, editable=False)
    link_made_at = models.DateTimeField(_("link made at"), null=True, editable=False)
    link_made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("link made by"),
    )
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    comment = models.TextField(_("comment of the customer"), blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["status", "pk"]
        verbose_name = _("survey invitation")
        verbose_name_plural = _("survey invitations")
        triggers = [status_trigger(SURVEY_INVITATION_TRANSITIONS)]
        constraints = [
            models.UniqueConstraint(fields=["survey", "customer"], name="one_invitation_per_survey_and_customer"),
            models.CheckConstraint(
                condition=Q(status=SurveyInvitationStatus.ANSWERED, answered_at__isnull=False)
                | (~Q(status=SurveyInvitationStatus.ANSWERED) & Q(answered_at__isnull=True)),
                name="invitation_answered_with_time",
            ),
        ]

    def __str__(self):
        return f"{self.survey.name} · {self.customer}"

    def get_absolute_url(self):
        return reverse("survey-invitation-detail", args=[self.pk])

    @property
    def responsible(self):
        return self.customer.owner

    def is_routed_to(self, user):
        return False


class SurveyAnswer(models.Model):
    """What was answered to one question."""

    invitation = models.ForeignKey(SurveyInvitation, models.PROTECT, related_name="answers", db_index=False)
    question = models.ForeignKey(SurveyQuestion, models.PROTECT, related_name="answers")
    score = models.PositiveSmallIntegerField(_("score"), choices=Score)

    class Meta:
        ordering = ["question", "pk"]
        verbose_name = _("survey answer")
        verbose_name_plural = _("survey answers")
        constraints = [
            # The last guard of "exactly one answer".
            models.UniqueConstraint(fields=["invitation", "question"], name="one_survey_answer_per_question"),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="answer_score_1_to_5"),
        ]

    def __str__(self):
        return f"{self.question}: {self.score}"
