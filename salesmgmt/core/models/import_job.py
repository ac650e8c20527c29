"""Imports: the job from the uploaded file to the result, and the column mappings people keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from salesmgmt.core.models.job import Job
from salesmgmt.core.states import ImportJobDateOrder, ImportJobPhase, JobStatus

if TYPE_CHECKING:
    from typing import Any


class ImportJob(Job):
    """One uploaded file on its way: read → new (columns are being mapped) → checked → imported, or failed, or cancelled."""

    TASK = "salesmgmt.core.tasks.run_import"

    Phase = ImportJobPhase
    DateOrder = ImportJobDateOrder

    kind = models.CharField(max_length=60)
    # The workbook this is a sheet of; without one it was uploaded by itself.
    workbook = models.ForeignKey("core.Workbook", models.CASCADE, null=True, related_name="parts", editable=False)
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.READ)
    original_name = models.CharField(_("file"), max_length=160)
    stored_name = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    sheet = models.CharField(_("sheet"), max_length=60, blank=True)
    sheets = models.JSONField(default=list)
    header_row = models.PositiveIntegerField(default=1)
    headers = models.JSONField(default=list)
    samples = models.JSONField(default=list)
    # What the reading found out besides: title, hidden rows and columns, the first day of the book's day numbers.
    facts = models.JSONField(default=dict)
    # What the person said where the file could be meant in two ways: {"unit": {column: …}, "tax": {…}, "hidden": …}.
    answers = models.JSONField(default=dict)
    # What the check found out about the file as a whole: sums, columns not used, total lines.
    findings = models.JSONField(default=dict)
    # {column name of the spec: header in the file}
    mapping = models.JSONField(default=dict)
    date_order = models.CharField(_("dates are written as"), max_length=3, choices=DateOrder, default=DateOrder.YMD)
    update_existing = models.BooleanField(_("change records that exist already"), default=False)
    skip_bad_rows = models.BooleanField(_("leave out rows with errors"), default=False)
    good_rows = models.PositiveIntegerField(default=0)
    bad_rows = models.PositiveIntegerField(default=0)
    # The first rows as they were understood, and the first errors, for the page.
    preview = models.JSONField(default=list)
    first_errors = models.JSONField(default=list)
    error_file = models.CharField(max_length=80, blank=True)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [
            models.Index(fields=["user", "-id"], name="import_of_user"),
            models.Index(
                fields=["status"],
                condition=models.Q(status__in=[JobStatus.QUEUED, JobStatus.RUNNING]),
                name="import_open",
            ),
        ]

    def __str__(self) -> Any:
        return self.original_name

    @property
    def void_rows(self) -> int:
        """Rows that say themselves that they are none."""
        return max(self.good_rows - self.created - self.updated - self.unchanged, 0)


class Workbook(Job):
    """A file with a sheet for each kind of import: read, checked and imported as a whole; each sheet is an ImportJob."""

    Phase = ImportJobPhase

    TASK = "salesmgmt.core.tasks.run_workbook"

    phase = models.CharField(max_length=10, choices=Phase, default=Phase.READ)
    original_name = models.CharField(_("file"), max_length=160)
    stored_name = models.CharField(max_length=80)
    update_existing = models.BooleanField(_("change records that exist already"), default=False)
    # [[sheet, why it is left out]]
    left_out = models.JSONField(default=list)
    error_file = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("workbook")
        verbose_name_plural = _("workbooks")
        indexes = [
            models.Index(fields=["user", "-id"], name="workbook_of_user"),
            models.Index(
                fields=["status"],
                condition=models.Q(status__in=[JobStatus.QUEUED, JobStatus.RUNNING]),
                name="workbook_open",
            ),
        ]

    def __str__(self) -> Any:
        return self.original_name


class SavedMapping(models.Model):
    """Which header of a person's usual file is which column, under a name of his own."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=60)
    mapping = models.JSONField(default=dict)
    date_order = models.CharField(max_length=3, choices=ImportJob.DateOrder, default=ImportJob.DateOrder.YMD)

    class Meta:
        ordering = ["name"]
        verbose_name = _("saved mapping")
        verbose_name_plural = _("saved mappings")
        constraints = [models.UniqueConstraint(fields=["user", "kind", "name"], name="mapping_name_once")]

    def __str__(self) -> Any:
        return self.name
