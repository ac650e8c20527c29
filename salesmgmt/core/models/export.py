"""Exports: the job that writes the file, and the log that says who took what out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.models.job import Job
from salesmgmt.core.states import JobStatus

if TYPE_CHECKING:
    from typing import Any


class ExportJob(Job):
    """A file being written, or waiting in 我的导出 for its owner alone."""

    TASK = "salesmgmt.core.tasks.run_export"

    key = models.CharField(max_length=60)
    label = models.CharField(_("list or report"), max_length=120)
    # The filters, as they stood in the address.
    query = models.TextField(_("filter"), blank=True)
    stored_name = models.CharField(max_length=80, blank=True)
    file_name = models.CharField(_("file"), max_length=160, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        indexes = [
            # 我的导出
            models.Index(fields=["user", "-id"], name="export_of_user"),
            # what beat takes up
            models.Index(
                fields=["status"],
                condition=models.Q(status__in=[JobStatus.QUEUED, JobStatus.RUNNING]),
                name="export_open",
            ),
        ]

    def __str__(self) -> Any:
        return self.file_name or self.label


class ExportLog(models.Model):
    """One export that left the system: user, list, filter, rows, time (SEC-07, CUS-04). Never changed, never deleted."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("user"))
    key = models.CharField(max_length=60)
    label = models.CharField(_("list or report"), max_length=120)
    query = models.TextField(_("filter"), blank=True)
    rows = models.PositiveIntegerField(_("rows"))
    at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("export log")
        verbose_name_plural = _("export log")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.user} {self.label} ({self.rows})"
