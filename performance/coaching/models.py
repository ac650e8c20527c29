"""Coaching notes (辅导记录): what a superior found with one of his people, and what they agreed (TEAM-06)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.coaching.querysets import CoachingNoteQuerySet
from performance.coaching.states import COACHING_NOTE_TRANSITIONS, CoachingNoteStatus, CoachingTopic
from salesmgmt.core.models import Document
from salesmgmt.core.models.document import StatusField, status_trigger


class CoachingNote(Document):
    """A problem found in somebody's work, what was agreed about it and by when; closed with what came of it (TEAM-06)."""

    KIND = "coaching_note"

    Status = CoachingNoteStatus
    Topic = CoachingTopic
    TRANSITIONS = COACHING_NOTE_TRANSITIONS
    EDITABLE = (CoachingNoteStatus.OPEN,)
    ENDED = (CoachingNoteStatus.SOLVED,)
    STEPPER = (CoachingNoteStatus.OPEN, CoachingNoteStatus.SOLVED)

    rep = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="coaching_notes",
        verbose_name=_("representative"),
        db_index=False,
    )
    topic = models.CharField(_("topic"), max_length=12, choices=Topic)
    held_on = models.DateField(pgettext_lazy("coaching", "talked on"))
    problem = models.TextField(pgettext_lazy("coaching", "what was found"))
    measure = models.TextField(pgettext_lazy("coaching", "what was agreed"))
    due_on = models.DateField(pgettext_lazy("coaching", "to be looked at again on"))
    outcome = models.TextField(pgettext_lazy("coaching", "what came of it"), blank=True, editable=False)
    status = StatusField(Status)

    objects = CoachingNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = _("coaching note")
        verbose_name_plural = _("coaching notes")
        triggers = [status_trigger(COACHING_NOTE_TRANSITIONS)]
        indexes = [models.Index(fields=["rep", "status"], name="coaching_note_by_rep")]

    @property
    def responsible(self):
        return self.rep
