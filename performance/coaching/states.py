"""How a coaching note stands and what may follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CoachingNoteStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("coaching", "Agreed")
    SOLVED = "solved", pgettext_lazy("coaching", "Solved")


class CoachingTopic(models.TextChoices):
    COLLECTION = "collection", pgettext_lazy("coaching", "Collections")
    ORDERS = "orders", _("Orders")
    LEADS = "leads", _("Leads")
    VISITS = "visits", _("Visits")
    SKILLS = "skills", pgettext_lazy("coaching", "Skills")
    OTHER = "other", _("Other")


COACHING_NOTE_TRANSITIONS: dict[str, list[str]] = {CoachingNoteStatus.OPEN: [CoachingNoteStatus.SOLVED]}
