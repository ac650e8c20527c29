"""Imports: upload, map the columns, check every row, look, then import all or nothing.

An app describes an import with an ImportSpec and registers it in apps.py. The file is checked by really importing it
and rolling back, so the preview finds exactly what the import would find.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from salesmgmt.core.domain import import_files, import_mapping, import_work, jobs
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.import_columns import ImportColumn
from salesmgmt.core.domain.import_specs import (
    CREATED,
    LEFT_OUT,
    UNCHANGED,
    UPDATED,
    ImportSpec,
    RowErrors,
    find,
    folder,
    may_import,
    register_import,
    rows_of,
    spec_for,
    specs_for,
    write_template,
)
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ImportJob, SavedMapping, Workbook

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


__all__ = [
    "CREATED",
    "LEFT_OUT",
    "UNCHANGED",
    "UPDATED",
    "ImportColumn",
    "ImportSpec",
    "RowErrors",
    "find",
    "folder",
    "may_import",
    "register_import",
    "spec_for",
    "specs_for",
    "write_template",
]

INLINE_ROWS = 500  # so few are checked and imported in the request
OPEN_TO_MAPPING = (ImportJob.Status.NEW, ImportJob.Status.READY, ImportJob.Status.FAILED)


def receive(user: User, kind: str, uploaded: Any) -> ImportJob:
    """Keep an uploaded file and have the worker read it. Refuses at once what is no sheet or unpacks to too much."""
    spec = spec_for(user, kind)
    stored = uuid.uuid4().hex
    path = folder() / stored
    digest = hashlib.sha256()
    try:
        import_files.check_size(uploaded.size)
        with path.open("wb") as target:
            for chunk in uploaded.chunks():
                digest.update(chunk)
                target.write(chunk)
        import_files.check(path, uploaded.name, spec.old_excel)
        with transaction.atomic():
            job = ImportJob.objects.create(
                user=user,
                kind=kind,
                original_name=Path(uploaded.name).name[-160:],
                stored_name=stored,
                sha256=digest.hexdigest(),
                date_order=spec.date_order,
            )
            jobs.hand_over(job)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    job.refresh_from_db()
    return job


@transaction.atomic
def choose_sheet(job: ImportJob, sheet: str) -> ImportJob:
    """Another sheet of the same workbook: the worker reads it, header and mapping are found anew."""
    job = _lock_unmapped(job)
    if sheet not in job.sheets:
        raise BusinessError(_("The workbook has no such sheet."))
    job.sheet, job.phase = sheet, ImportJob.Phase.READ
    job.save(update_fields=["sheet", "phase"])
    jobs.hand_over(job)
    job.refresh_from_db()
    return job


# -- the mapping ---------------------------------------------------------------------------------------------


@transaction.atomic
def apply_saved(job: ImportJob, saved: SavedMapping) -> ImportJob:
    """Take a kept mapping over, as far as this file has its headers."""
    job = _lock_unmapped(job)
    job.mapping = {name: header for name, header in saved.mapping.items() if header in job.headers}
    job.date_order = saved.date_order
    job.save(update_fields=["mapping", "date_order", "status"])
    return job


def _lock_unmapped(job: ImportJob) -> ImportJob:
    """The job as one whose columns are being mapped: a check of the old mapping says nothing about the new one."""
    job = _lock(job.pk, job.user, *OPEN_TO_MAPPING)
    if not job.stored_name:
        raise BusinessError(_("The file of this import is no longer kept. Please upload it again."))
    if not job.headers:
        raise BusinessError(_("The file of this import could not be read. Please upload it again."))
    job.status = ImportJob.Status.NEW
    return job


def keep_mapping(job: ImportJob, name: str) -> SavedMapping:
    saved, _created = SavedMapping.objects.update_or_create(
        user=job.user,
        kind=job.kind,
        name=name.strip()[:60],
        defaults={"mapping": job.mapping, "date_order": job.date_order},
    )
    return saved


def check_file(
    pk: int, user: User, mapping: dict, *, date_order: str, update_existing: bool = False, answers: dict | None = None
) -> ImportJob:
    """Fix the mapping and check every row, in the worker where there are many.

    ``answers`` are what the person said where the file can be meant in two ways (import_mapping.meanings). BusinessError
    says what has to be chosen or answered first; then nothing is checked.
    """
    with transaction.atomic():
        job = _lock(pk, user, *OPEN_TO_MAPPING)
        spec = spec_for(user, job.kind)
        _settle(job, spec, mapping, date_order, answers)
        job.phase, job.update_existing = ImportJob.Phase.CHECK, update_existing and spec.can_update
        job.save(update_fields=["mapping", "date_order", "answers", "phase", "update_existing"])
        small = _is_small(job)
        jobs.hand_over(job, send=not small)
    return run(pk) if small else ImportJob.objects.get(pk=pk)


@transaction.atomic
def settle_columns(pk: int, user: User, mapping: Any, *, date_order: Any, answers: dict | None = None) -> ImportJob:
    """Fix the mapping of a sheet of a workbook, which is checked with the others."""
    job = _lock(pk, user, *OPEN_TO_MAPPING)
    _settle(job, spec_for(user, job.kind), mapping, date_order, answers)
    job.status = ImportJob.Status.NEW
    job.save(update_fields=["mapping", "date_order", "answers", "status"])
    Workbook.objects.filter(pk=job.workbook_id, status=Workbook.Status.READY).update(status=Workbook.Status.NEW)
    return job


def _settle(job: ImportJob, spec: ImportSpec, mapping: dict, date_order: str, answers: dict) -> None:
    job.mapping, job.date_order = import_mapping.checked_mapping(job, spec, mapping), date_order
    job.answers = answers or {}
    import_mapping.meanings(job, spec)


def import_file(pk: int, user: User, *, skip_bad_rows: bool = False) -> ImportJob:
    """Import what was checked: all rows or none, or, where the person says so, all rows without errors."""
    with transaction.atomic():
        job = _lock(pk, user, ImportJob.Status.READY)
        spec_for(user, job.kind)
        if not job.good_rows:
            raise BusinessError(_("There is no row that could be imported."))
        if job.bad_rows and not skip_bad_rows:
            raise BusinessError(
                _("Rows with errors stop the import. Correct them and upload again, or choose to leave them out.")
            )
        job.phase, job.skip_bad_rows = ImportJob.Phase.IMPORT, skip_bad_rows
        job.save(update_fields=["phase", "skip_bad_rows"])
        small = _is_small(job)
        jobs.hand_over(job, send=not small)
    return run(pk) if small else ImportJob.objects.get(pk=pk)


def _lock(pk: int, user: User, *statuses: Any) -> ImportJob:
    job = ImportJob.objects.select_for_update(of=("self",)).get(pk=pk, user=user)
    if job.status not in statuses:
        raise BusinessError(_("This import has gone on in the meantime. Please look at its page again."))
    return job


def _is_small(job: ImportJob) -> bool:
    """So few rows that the request does the work itself: they were read before, and the page answers at once."""
    return (job.total if job.phase == ImportJob.Phase.IMPORT else job.facts.get("rows", 0)) <= INLINE_ROWS


def run(pk: int) -> ImportJob:
    """The worker's part of all phases, and the small request's of check and import."""
    return jobs.perform(ImportJob, pk, import_work.do)


def error_file_of(job: ImportJob, which: str) -> Path:
    """The correction file: `which` is "bad" or "all"."""
    path = folder() / f"{job.error_file}-{which}.xlsx"
    if not job.error_file or which not in ("bad", "all") or not path.is_file():
        raise BusinessError(_("There is no file of errors for this import."))
    return path


def remove_old_files() -> int:
    """For the clock: files older than the days that are set go (SET-54), their rows stay as a record; returns how many."""

    def remove(some: list[ImportJob]) -> int:
        for job in some:
            for name in (
                job.stored_name,
                rows_of(job).name,
                f"{job.error_file}-bad.xlsx",
                f"{job.error_file}-all.xlsx",
            ):
                (folder() / name).unlink(missing_ok=True)
        return _has_no_files(ImportJob, some)

    def remove_books(some: list[Workbook]) -> int:
        for book in some:
            for name in filter(None, (book.stored_name, book.error_file)):
                (folder() / name).unlink(missing_ok=True)
        return _has_no_files(Workbook, some)

    limit = timezone.now() - dt.timedelta(days=policy().file_days)
    old = ImportJob.objects.filter(created_at__lt=limit).exclude(stored_name="")
    books = Workbook.objects.filter(created_at__lt=limit).exclude(stored_name="")
    return in_batches("old-files:imports", old, remove) + in_batches("old-files:workbooks", books, remove_books)


def _has_no_files(model: type[Any], some: list) -> int:
    return model.objects.filter(pk__in=[each.pk for each in some]).update(stored_name="", error_file="")
