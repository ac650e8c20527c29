"""What work in the background has in common: a row first, a task second."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.states import JobStatus


class Job(models.Model):
    """A piece of work of one person that a worker does. The heartbeat tells a slow worker from a dead one."""

    Status = JobStatus

    # Which domain function the worker calls; also the name of the Celery task.
    TASK = ""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("user"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.NEW)
    total = models.PositiveIntegerField(_("rows in all"), null=True)
    count = models.PositiveIntegerField(_("rows done"), default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(_("error"), blank=True)
    heartbeat_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        """Somebody waits for a worker."""
        return self.status in (self.Status.QUEUED, self.Status.RUNNING)

    @property
    def is_done(self) -> bool:
        return self.status == self.Status.DONE

    @property
    def percent(self) -> int:
        if self.is_done:
            return 100
        return min(99, self.count * 100 // self.total) if self.total else 0
