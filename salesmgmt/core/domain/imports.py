"""Imports: upload, map the columns, check every row, look, then import all or nothing.

An app describes an import with an ImportSpec and registers it in apps.py. The file is checked by really importing it
and rolling back, so the preview finds exactly what the import would find.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from salesmgmt.core.domain import import_files, jobs
from salesmgmt.core.domain.import_columns import ImportColumn, Reading
from salesmgmt.core.domain.import_files import shown
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ImportJob, SavedMapping
from salesmgmt.core.output import xlsx
from salesmgmt.core.state import require

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
SMALL_BYTES = 200_000
INLINE_ROWS = 500  # so few are checked and imported in the request
KEEP = dt.timedelta(days=7)
PREVIEW_ROWS = 10
SHOWN_ERRORS = 50
STYLED_ROWS = 5000  # in a correction file; beyond, the streaming writer


@dataclass(frozen=True)
class ImportSpec:
    """One kind of import.

    `save_row(values, user, update)` writes one row inside the import's transaction and returns CREATED, UPDATED or
    UNCHANGED; ValueError, ValidationError and BusinessError are the row's reason. `update` is whether existing records
    may be changed. For thousands of rows give `save_batch(rows, user, update, progress)` instead, where rows is a list
    of (number, values): it returns {number: outcome} and may raise RowErrors({number: reason}).
    """

    kind: str
    label: Any
    columns: tuple[ImportColumn, ...]
    permission: Callable
    save_row: Callable | None = None
    save_batch: Callable | None = None
    can_update: bool = True
    help: Any = ""
    icon: str = "file-import"
    date_order: str = "ymd"

    def column(self, name) -> ImportColumn | None:
        return next((column for column in self.columns if column.name == name), None)


class RowErrors(Exception):
    """Raised by save_batch when rows cannot be taken."""

    def __init__(self, reasons: dict[int, str]):
        super().__init__(f"{len(reasons)} rows")
        self.reasons = reasons


_specs: dict[str, ImportSpec] = {}


def register_import(spec: ImportSpec) -> ImportSpec:
    if spec.kind in _specs:
        raise ValueError(f"import {spec.kind!r} is registered twice")
    if bool(spec.save_row) == bool(spec.save_batch):
        raise ValueError("an import has save_row or save_batch")
    _specs[spec.kind] = spec
    return spec


def find(kind) -> ImportSpec | None:
    return _specs.get(kind)


def specs_for(user) -> list[ImportSpec]:
    """The imports this person may start."""
    return [spec for spec in _specs.values() if spec.permission(user)]


def spec_for(user, kind) -> ImportSpec:
    spec = find(kind)
    if spec is None:
        raise BusinessError(_("This import does not exist."))
    require(spec.permission(user), _("You may not import this."))
    return spec


# -- the file ------------------------------------------------------------------------------------------------


def folder() -> Path:
    path = Path(settings.MEDIA_ROOT) / "imports"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def write_template(spec, path, user) -> None:
    """An empty sheet with the column names, and a second one that explains them."""
    report = xlsx.Report(user)
    report.add_sheet(spec.label, [xlsx.Column(column.label, lambda row: None) for column in spec.columns], [])
    about = [
        xlsx.Column(_("Column"), lambda column: column.label),
        xlsx.Column(_("Required"), lambda column: column.required),
        xlsx.Column(_("Example"), lambda column: column.example),
        xlsx.Column(_("Explanation"), lambda column: column.help, width=60),
    ]
    report.add_sheet(_("Explanation"), about, spec.columns)
    report.save(path)


def receive(user, kind, uploaded) -> ImportJob:
    """Keep an uploaded file, look at its header and guess the mapping. Refuses what is no sheet."""
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
        import_files.check(path, uploaded.name)
        sheets = import_files.sheet_names(path)
        sheet = sheets[0] if sheets else ""
        found = import_files.layout(path, sheet, _known(spec))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return ImportJob.objects.create(
        user=user,
        kind=kind,
        original_name=Path(uploaded.name).name[-160:],
        stored_name=stored,
        sha256=digest.hexdigest(),
        sheets=sheets,
        sheet=sheet,
        header_row=found.header_row,
        headers=found.headers,
        samples=found.samples,
        mapping=guess_mapping(spec, found.headers),
        date_order=spec.date_order,
    )


def choose_sheet(job, sheet) -> ImportJob:
    """Another sheet of the same workbook: header and mapping are found anew."""
    spec = spec_for(job.user, job.kind)
    if sheet not in job.sheets:
        raise BusinessError(_("The workbook has no such sheet."))
    found = import_files.layout(folder() / job.stored_name, sheet, _known(spec))
    job.sheet, job.header_row, job.headers, job.samples = sheet, found.header_row, found.headers, found.samples
    job.mapping = guess_mapping(spec, found.headers)
    job.save(update_fields=["sheet", "header_row", "headers", "samples", "mapping"])
    return job


def _known(spec) -> set[str]:
    return {import_files.normal(name) for column in spec.columns for name in _names(column)}


def _names(column):
    return [column.label, column.name, *column.aliases]


def guess_mapping(spec, headers) -> dict[str, str]:
    """{column: header} by equal names or aliases first, then by a name contained in the header; a header serves once."""
    free = {import_files.normal(header): header for header in reversed(headers)}
    mapping: dict[str, str] = {}
    for exact in (True, False):
        for column in spec.columns:
            if column.name in mapping:
                continue
            found = _match(column, free, exact)
            if found:
                mapping[column.name] = free.pop(found)
    return mapping


def _match(column, free, exact):
    names = [import_files.normal(name) for name in _names(column)]
    if exact:
        return next((name for name in names if name in free), None)
    return next((header for name in names if len(name) > 1 for header in free if name in header), None)


# -- the mapping ---------------------------------------------------------------------------------------------


def apply_saved(job, saved) -> ImportJob:
    """Take a kept mapping over, as far as this file has its headers."""
    job.mapping = {name: header for name, header in saved.mapping.items() if header in job.headers}
    job.date_order = saved.date_order
    job.save(update_fields=["mapping", "date_order"])
    return job


def keep_mapping(job, name) -> SavedMapping:
    saved, _created = SavedMapping.objects.update_or_create(
        user=job.user,
        kind=job.kind,
        name=name.strip()[:60],
        defaults={"mapping": job.mapping, "date_order": job.date_order},
    )
    return saved


def check_file(pk, user, mapping, *, date_order, update_existing=False) -> ImportJob:
    """Fix the mapping and check every row, in the worker where there are many."""
    with transaction.atomic():
        job = _lock(pk, user, ImportJob.Status.NEW, ImportJob.Status.READY, ImportJob.Status.FAILED)
        spec = spec_for(user, job.kind)
        job.mapping, job.date_order = _checked_mapping(job, spec, mapping), date_order
        job.phase, job.update_existing = ImportJob.Phase.CHECK, update_existing and spec.can_update
        job.save(update_fields=["mapping", "date_order", "phase", "update_existing"])
        small = _is_small(job)
        jobs.hand_over(job, send=not small)
    return run(pk) if small else ImportJob.objects.get(pk=pk)


def _checked_mapping(job, spec, mapping):
    mapping = {name: header for name, header in mapping.items() if header in job.headers and spec.column(name)}
    missing = [str(column.label) for column in spec.columns if column.required and column.name not in mapping]
    if missing:
        raise BusinessError(_("Choose a column of the file for: %(names)s.") % {"names": "、".join(missing)})
    if len(set(mapping.values())) < len(mapping):
        raise BusinessError(_("One column of the file is chosen twice."))
    return mapping


def import_file(pk, user, *, skip_bad_rows=False) -> ImportJob:
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


def _lock(pk, user, *statuses):
    job = ImportJob.objects.select_for_update(of=("self",)).get(pk=pk, user=user)
    if job.status not in statuses:
        raise BusinessError(_("This import has gone on in the meantime. Please look at its page again."))
    return job


def _is_small(job) -> bool:
    """So few rows that the request does the work itself: the page answers at once, also without a worker."""
    if job.phase == ImportJob.Phase.IMPORT:
        return (job.total or 0) <= INLINE_ROWS
    path = folder() / job.stored_name
    if path.stat().st_size > SMALL_BYTES:
        return False
    return sum(1 for _row in islice(import_files.rows(path, job.sheet), INLINE_ROWS + 1)) <= INLINE_ROWS


def run(pk) -> ImportJob:
    """The worker's (and the small request's) part of both phases."""
    return jobs.perform(ImportJob, pk, _work)


# -- the work ------------------------------------------------------------------------------------------------


class _RolledBack(Exception):
    pass


@dataclass
class _Result:
    outcomes: dict[int, str]
    errors: dict[int, str]


def _work(job):
    jobs.require_active(job.user)
    spec = spec_for(job.user, job.kind)
    rows, errors = read_rows(job, spec)
    ImportJob.objects.filter(pk=job.pk).update(total=len(rows) + len(errors))
    progress = jobs.Progress(job, apart=True)
    try:
        if job.phase == ImportJob.Phase.CHECK:
            _check(job, spec, rows, errors, progress)
        else:
            _import(job, spec, rows, errors, progress)
    finally:
        progress.close()


def read_rows(job, spec) -> tuple[list[tuple[int, dict]], dict[int, str]]:
    """The parsed rows as (number, values), and the reason of every row that cannot be read."""
    reading = Reading(job.date_order)
    places = [(spec.column(name), job.headers.index(header)) for name, header in job.mapping.items()]
    good, errors = [], {}
    for row in import_files.rows(folder() / job.stored_name, job.sheet):
        if row.number <= job.header_row:
            continue
        values, problems = _parse(row, spec, places, reading)
        if problems:
            errors[row.number] = "；".join(problems)
        else:
            good.append((row.number, values))
    if not good and not errors:
        raise BusinessError(_("There is no row below the column names."))
    return good, errors


def _parse(row, spec, places, reading):
    values = {column.name: column.default for column in spec.columns}
    problems = [row.problem] if row.problem else []
    for column, index in places:
        cell = row.cells[index] if index < len(row.cells) else None
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            if column.required:
                problems.append(_("%(column)s is missing") % {"column": column.label})
            continue
        try:
            values[column.name] = column.parse(cell.strip() if isinstance(cell, str) else cell, reading)
        except (ValueError, ValidationError) as error:
            problems.append(f"{column.label}: {_reason(error)}")
    return values, problems


def _reason(error) -> str:
    if isinstance(error, ValidationError):
        if hasattr(error, "error_dict"):
            return "；".join(text for texts in error.message_dict.values() for text in texts)
        return "；".join(error.messages)
    if isinstance(error, IntegrityError | DataError):
        return _("The database refuses this row; it contradicts another record.")
    return str(error)


def _check(job, spec, rows, errors, progress):
    """Import for trial and roll back; then say how it would go."""
    try:
        with transaction.atomic():
            result = _save(job, spec, rows, progress)
            raise _RolledBack
    except _RolledBack:
        errors = errors | result.errors
    counts = list(result.outcomes.values())
    jobs.finish(
        job,
        status=ImportJob.Status.READY,
        finished_at=None,
        count=len(rows),
        good_rows=len(result.outcomes),
        bad_rows=len(errors),
        created=counts.count(CREATED),
        updated=counts.count(UPDATED),
        unchanged=counts.count(UNCHANGED),
        preview=_preview(spec, rows, errors),
        first_errors=[[number, errors[number]] for number in sorted(errors)[:SHOWN_ERRORS]],
        error_file=_write_errors(job, errors) if errors else "",
    )


def _import(job, spec, rows, errors, progress):
    """All or nothing: the rows and the word "done" are one transaction."""
    with transaction.atomic():
        result = _save(job, spec, rows, progress)
        errors = errors | result.errors
        if errors and not job.skip_bad_rows:
            raise BusinessError(
                _("Row %(row)d: %(reason)s Nothing was imported. Please check the file again.")
                % {"row": min(errors), "reason": errors[min(errors)]}
            )
        counts = list(result.outcomes.values())
        jobs.finish(
            job,
            count=len(rows),
            good_rows=len(counts),
            bad_rows=len(errors),
            created=counts.count(CREATED),
            updated=counts.count(UPDATED),
            unchanged=counts.count(UNCHANGED),
        )


def _save(job, spec, rows, progress) -> _Result:
    if spec.save_batch:
        return _save_batch(job, spec, rows, progress)
    outcomes, errors = {}, {}
    for done, (number, values) in enumerate(rows, 1):
        try:
            with transaction.atomic():
                outcomes[number] = spec.save_row(values, job.user, job.update_existing)
        except (BusinessError, PermissionDenied, ValueError, ValidationError, IntegrityError, DataError) as error:
            errors[number] = _reason(error)
        progress(done)
    return _Result(outcomes, errors)


def _save_batch(job, spec, rows, progress) -> _Result:
    """The batch without the rows it objects to, so that every reason is known after two passes."""
    errors: dict[int, str] = {}
    while True:
        try:
            with transaction.atomic():
                left = [row for row in rows if row[0] not in errors]
                outcomes = spec.save_batch(left, job.user, job.update_existing, progress) if left else {}
            return _Result(outcomes, errors)
        except RowErrors as refused:
            fresh = {number: reason for number, reason in refused.reasons.items() if number not in errors}
            if not fresh:
                raise
            errors |= fresh


def _preview(spec, rows, errors) -> list[dict]:
    names = [column.name for column in spec.columns]
    return [
        {"number": number, "cells": [shown(values[name]) for name in names], "error": errors.get(number, "")}
        for number, values in rows[:PREVIEW_ROWS]
    ]


def _write_errors(job, errors) -> str:
    """Two sheets with the file's own columns and the reason, to correct and send again: only the bad rows, for those
    who leave them out, and all rows with the bad ones on top, because all or nothing needs them together."""
    stem = uuid.uuid4().hex
    bad, rest = [], []
    for row in import_files.rows(folder() / job.stored_name, job.sheet):
        if row.number > job.header_row:
            (bad if row.number in errors else rest).append(row)
    columns = [xlsx.Column(header, _cell_at(index), _kind(index, bad)) for index, header in enumerate(job.headers)]
    columns += [
        xlsx.Column(_("Row"), lambda row: row.number, "int"),
        xlsx.Column(_("Reason"), lambda row: errors.get(row.number), width=70),
    ]
    for name, chosen in (("bad", bad), ("all", bad + rest)):
        xlsx.write_sheet(
            folder() / f"{stem}-{name}.xlsx",
            columns,
            chosen,
            title=_("To correct"),
            exported_by=job.user,
            large=len(chosen) > STYLED_ROWS,
        )
    return stem


def _cell_at(index):
    return lambda row: row.cells[index] if index < len(row.cells) else None


def _kind(index, rows) -> str:
    """Dates stay dates in the correction file."""
    cell = next((row.cells[index] for row in rows if index < len(row.cells) and row.cells[index] is not None), None)
    return "date" if hasattr(cell, "isoformat") else "plain"


def error_file_of(job, which) -> Path:
    """The correction file: `which` is "bad" or "all"."""
    path = folder() / f"{job.error_file}-{which}.xlsx"
    if not job.error_file or which not in ("bad", "all") or not path.is_file():
        raise BusinessError(_("There is no file of errors for this import."))
    return path


def remove_old_files() -> int:
    """For beat: files of imports older than a week go, their rows stay as a record; returns how many."""
    old = ImportJob.objects.filter(created_at__lt=timezone.now() - KEEP).exclude(stored_name="")
    for job in old:
        for name in (job.stored_name, f"{job.error_file}-bad.xlsx", f"{job.error_file}-all.xlsx"):
            (folder() / name).unlink(missing_ok=True)
    return old.update(stored_name="", error_file="")
