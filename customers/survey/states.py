"""How a survey and its invitations stand and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SatisfactionSurveyStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Running")
    CLOSED = "closed", _("Closed")
    DISCARDED = "discarded", _("Discarded")


SATISFACTION_SURVEY_TRANSITIONS: dict[str, list[str]] = {
    SatisfactionSurveyStatus.DRAFT: [SatisfactionSurveyStatus.OPEN, SatisfactionSurveyStatus.DISCARDED],
    SatisfactionSurveyStatus.OPEN: [SatisfactionSurveyStatus.CLOSED],
}


class SurveyInvitationStatus(models.TextChoices):
    TO_SEND = "to_send", _("To send")
    SENT = "sent", _("Sent")
    ANSWERED = "answered", _("Answered")


SURVEY_INVITATION_TRANSITIONS: dict[str, list[str]] = {
    SurveyInvitationStatus.TO_SEND: [SurveyInvitationStatus.SENT, SurveyInvitationStatus.ANSWERED],
    SurveyInvitationStatus.SENT: [SurveyInvitationStatus.ANSWERED],
}
