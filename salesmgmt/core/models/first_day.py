"""The time between an empty database and the first day of work: who set the company up, what he has looked at."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.states import ChecklistWord


class FirstDay(models.Model):
    """The only row, made where a company begins on an empty database. A company without it has been at work before."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    # SHA-256 of the code that opens the set-up page; empty when it was used.
    code_hash = models.CharField(max_length=64, blank=True, editable=False)
    code_made_at = models.DateTimeField(null=True, editable=False)
    set_up_at = models.DateTimeField(_("set up at"), null=True, editable=False)
    set_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    live_at = models.DateTimeField(_("at work since"), null=True, editable=False)
    live_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("first day")
        verbose_name_plural = _("first day")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="first_day_is_one_row"),
            models.CheckConstraint(
                condition=Q(live_at__isnull=True) | Q(set_up_at__isnull=False), name="first_day_live_after_set_up"
            ),
        ]

    def __str__(self) -> str:
        return str(_("First day"))

    @property
    def is_being_prepared(self) -> bool:
        """Set up, and not yet at work."""
        return self.set_up_at is not None and self.live_at is None


class ChecklistMark(models.Model):
    """What the administrator says of an item of the checklist that no data can say: looked at, or not needed here."""

    Word = ChecklistWord

    key = models.CharField(max_length=40, unique=True)
    word = models.CharField(max_length=12, choices=Word)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(_("time"), auto_now=True)

    class Meta:
        verbose_name = _("mark on the checklist")
        verbose_name_plural = _("marks on the checklist")

    def __str__(self) -> str:
        return f"{self.key}: {self.get_word_display()}"
