"""How a survey of needs stands, what may follow, and what its fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NeedsFieldKind(models.TextChoices):
    TEXT = "text", pgettext_lazy("answer", "Text")
    LONG = "long", _("Long text")
    NUMBER = "number", pgettext_lazy("answer", "Number")
    MONEY = "money", _("Amount of money")
    DATE = "date", _("Date")


class NeedsSurveyStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    COMPLETE = "complete", _("Complete")
    DISCARDED = "discarded", _("Discarded")


NEEDS_SURVEY_TRANSITIONS: dict[str, list[str]] = {
    NeedsSurveyStatus.DRAFT: [NeedsSurveyStatus.COMPLETE, NeedsSurveyStatus.DISCARDED],
    NeedsSurveyStatus.COMPLETE: [NeedsSurveyStatus.DRAFT],
    NeedsSurveyStatus.DISCARDED: [NeedsSurveyStatus.DRAFT],
}
