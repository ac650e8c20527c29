"""How quality opinions, improvement actions and suggestions stand, what may follow, and what their fields may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QualityOpinionStatus(models.TextChoices):
    RECORDED = "recorded", _("Recorded")
    FORWARDED = "forwarded", _("With the department")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


class QualityOpinionChannel(models.TextChoices):
    VISIT = "visit", _("Visit")
    CALL = "call", _("Telephone")
    MESSAGE = "message", _("Message or e-mail")
    DELIVERY = "delivery", _("At the delivery")
    MEETING = "meeting", _("Meeting")


QUALITY_OPINION_TRANSITIONS: dict[str, list[str]] = {
    QualityOpinionStatus.RECORDED: [QualityOpinionStatus.FORWARDED],
    QualityOpinionStatus.FORWARDED: [QualityOpinionStatus.ANSWERED],
    # An answer that does not help goes to the right department.
    QualityOpinionStatus.ANSWERED: [QualityOpinionStatus.CLOSED, QualityOpinionStatus.FORWARDED],
}


class ImprovementActionStatus(models.TextChoices):
    OPEN = "open", _("In work")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


IMPROVEMENT_ACTION_TRANSITIONS: dict[str, list[str]] = {
    ImprovementActionStatus.OPEN: [ImprovementActionStatus.DONE, ImprovementActionStatus.CANCELLED],
    ImprovementActionStatus.DONE: [ImprovementActionStatus.OPEN],
}


class ImprovementSuggestionStatus(models.TextChoices):
    OPEN = "open", _("With the technical department")
    ACCEPTED = "accepted", pgettext_lazy("suggestion", "Accepted")
    DECLINED = "declined", pgettext_lazy("suggestion", "Declined")
    IMPLEMENTED = "implemented", _("Implemented")


class ImprovementSuggestionKind(models.TextChoices):
    IMPROVEMENT = "improvement", _("Improvement")
    NEW_PRODUCT = "new_product", _("New product")


IMPROVEMENT_SUGGESTION_TRANSITIONS: dict[str, list[str]] = {
    ImprovementSuggestionStatus.OPEN: [ImprovementSuggestionStatus.ACCEPTED, ImprovementSuggestionStatus.DECLINED],
    ImprovementSuggestionStatus.ACCEPTED: [ImprovementSuggestionStatus.IMPLEMENTED],
}
