"""When the work of the clock was last done, and what it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from typing import Any


class PeriodicState(models.Model):
    """One row per job, with what of it is done and what is wanted. That two workers never run it side by side is seen to by
    core.domain.periodic."""

    key = models.CharField(max_length=60, unique=True)
    # The last moment of its timetable that is done; what lies between it and now is to be done.
    last_slot = models.DateTimeField(null=True)
    # Somebody pressed "run now": the row says so, the task only makes it sooner.
    wanted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    wanted_at = models.DateTimeField(null=True)

    def __str__(self) -> Any:
        return self.key


class PeriodicRun(models.Model):
    """One run: for which moment of the timetable, when, how much it did, or why it failed."""

    key = models.CharField(max_length=60)
    slot = models.DateTimeField(_("for"))
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished at"))
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("started by")
    )
    made = models.PositiveIntegerField(_("done"), default=0)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["key", "-id"], name="periodic_run_key"),
            models.Index(fields=["key", "-id"], name="periodic_run_failed", condition=~Q(error="")),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.slot:%Y-%m-%d %H:%M}"
