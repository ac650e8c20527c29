"""The work of an import: read every row, save for trial or for good, write the file of what is wrong."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from salesmgmt.core.domain import import_columns, import_files, import_headers, import_mapping, import_reading, jobs
from salesmgmt.core.domain.import_rows import findings, reason_of, rows_read
from salesmgmt.core.domain.import_specs import (
    CREATED,
    UNCHANGED,
    UPDATED,
    RowErrors,
    folder,
    importer,
    rows_of,
    spec_for,
)
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ImportJob
from salesmgmt.core.output import xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from salesmgmt.core.domain.import_files import Row
    from salesmgmt.core.domain.import_rows import Read
    from salesmgmt.core.domain.import_specs import ImportSpec
    from salesmgmt.core.domain.jobs import Progress
    from salesmgmt.core.models import User

PREVIEW_ROWS = 10
SHOWN_ERRORS = 50
STYLED_ROWS = 5000  # in a correction file; beyond, the streaming writer


class RolledBack(Exception):
    """Ends a trial: what it wrote was to be looked at, not to stay."""


@dataclass
class _Result:
    outcomes: dict[int, str]
    errors: dict[int, str]


def do(job: ImportJob) -> None:
    """All phases; the check is the import itself, rolled back."""
    jobs.require_active(job.user)
    spec = spec_for(job.user, job.kind)
    progress = jobs.Progress(job, apart=True)
    try:
        if job.phase == ImportJob.Phase.READ:
            _read(job, spec, progress)
            return
        read = rows_read(job, spec, progress)
        ImportJob.objects.filter(pk=job.pk).update(total=len(read.rows) + len(read.errors))
        if job.phase == ImportJob.Phase.CHECK:
            _check(job, spec, read, progress)
        else:
            _import(job, spec, read, progress)
    finally:
        progress.close()


def _read(job: ImportJob, spec: ImportSpec, progress: Progress) -> None:
    """Unpack the sheet under limits, find its header, propose the mapping; what is in order is checked at once."""
    fields = read_sheet(job, spec, progress)
    if not fields["facts"].get("prepared"):
        jobs.finish(job, **fields)
        return
    fields |= {"status": ImportJob.Status.RUNNING, "phase": ImportJob.Phase.CHECK}
    jobs.finish(job, **fields)
    for name, value in fields.items():
        setattr(job, name, value)
    read = rows_read(job, spec, progress)
    ImportJob.objects.filter(pk=job.pk).update(total=len(read.rows) + len(read.errors))
    _check(job, spec, read, progress)


def read_sheet(job: ImportJob, spec: ImportSpec, progress: Progress) -> dict:
    """What reading the sheet of a job finds out, as its fields."""
    facts = import_reading.read(folder() / job.stored_name, job.sheet, rows_of(job), progress)
    if spec.prepare:
        headers = [str(column.label) for column in spec.columns]
        facts["prepared"] = bool(spec.prepare(rows_of(job), facts, headers))
    found = import_files.layout(rows_of(job), import_mapping.known_names(spec))
    hidden = [found.headers[column - 1] for column in facts["hidden_columns"] if column <= len(found.headers)]
    facts |= {
        "title": found.title,
        "hidden_rows": [span for span in facts["hidden_rows"] if span[1] > found.header_row],
        "hidden_columns": hidden,
    }
    return {
        "status": ImportJob.Status.NEW,
        "finished_at": None,
        "count": facts["rows"],
        "sheets": facts.pop("sheets"),
        "sheet": facts.pop("sheet"),
        "header_row": found.header_row,
        "headers": found.headers,
        "samples": found.samples,
        "facts": facts,
        "answers": {},
        "mapping": _own_mapping(spec) if facts.get("prepared") else import_mapping.guess_mapping(spec, found.headers),
    }


def _own_mapping(spec: ImportSpec) -> dict:
    """Of a file that was put in order: each column under its own name."""
    return {column.name: str(column.label) for column in spec.columns}


def _check(job: ImportJob, spec: ImportSpec, read: Read, progress: Progress) -> None:
    """Import for trial and roll back; then say how it would go."""
    try:
        with transaction.atomic():
            result = save(job, spec, read.rows, progress)
            raise RolledBack
    except RolledBack:
        jobs.finish(job, **checked(job, spec, read, result))


def checked(job: ImportJob, spec: ImportSpec, read: Read, result: _Result) -> dict:
    """What a trial has shown, as the job's fields."""
    errors = read.errors | result.errors
    return {
        "status": ImportJob.Status.READY,
        "finished_at": None,
        "count": len(read.rows),
        "preview": _preview(spec, read.rows, errors),
        "first_errors": [[number, errors[number]] for number in sorted(errors)[:SHOWN_ERRORS]],
        "findings": findings(job, spec, read, result.outcomes),
        "error_file": _write_errors(job, spec, read, errors) if errors else "",
        **counted(result, errors),
    }


def counted(result: _Result, errors: dict) -> dict:
    """How many rows did what."""
    counts = list(result.outcomes.values())
    return {
        "good_rows": len(counts),
        "bad_rows": len(errors),
        "created": counts.count(CREATED),
        "updated": counts.count(UPDATED),
        "unchanged": counts.count(UNCHANGED),
    }


def _import(job: ImportJob, spec: ImportSpec, read: Read, progress: Progress) -> None:
    """All or nothing: the rows and the word "done" are one transaction."""
    with transaction.atomic():
        alone(job)
        result = save(job, spec, read.rows, progress)
        errors = read.errors | result.errors
        if errors and not job.skip_bad_rows:
            raise BusinessError(
                _("Row %(row)d: %(reason)s Nothing was imported. Please check the file again.")
                % {"row": min(errors), "reason": errors[min(errors)]}
            )
        found = findings(job, spec, read, result.outcomes, done=True)
        jobs.finish(job, count=len(read.rows), findings=found, **counted(result, errors))


def alone(job: ImportJob) -> None:
    """Two imports of one kind at once would not see each other's rows, and the same file would be imported twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [f"import {job.kind}"])
        if not cursor.fetchone()[0]:
            raise BusinessError(
                _("Another import of this kind is running. Please check your file again when it is done.")
            )


def save(job: ImportJob, spec: ImportSpec, rows: list, progress: Any) -> _Result:
    """Write the rows in the running transaction, each as the person who may bring it in."""
    user = importer(job.user, spec)
    if spec.save_batch:
        return _save_batch(job, spec, rows, progress, user)
    outcomes, errors = {}, {}
    for done, (number, values) in enumerate(rows, 1):
        try:
            with transaction.atomic():
                outcomes[number] = spec.save_row(values, user, job.update_existing)
        except (BusinessError, PermissionDenied, ValueError, ValidationError, IntegrityError, DataError) as error:
            errors[number] = reason_of(error)
        progress(done)
    return _Result(outcomes, errors)


def _save_batch(job: ImportJob, spec: ImportSpec, rows: list, progress: Progress, user: User) -> _Result:
    """The batch without the rows it objects to, so that every reason is known after two passes."""
    errors: dict[int, str] = {}
    while True:
        try:
            with transaction.atomic():
                left = [row for row in rows if row[0] not in errors]
                more = {"job": job} if spec.wants_job else {}
                outcomes = spec.save_batch(left, user, job.update_existing, progress, **more) if left else {}
            return _Result(outcomes, errors)
        except RowErrors as refused:
            fresh = {number: reason for number, reason in refused.reasons.items() if number not in errors}
            if not fresh:
                raise
            errors |= fresh


def _preview(spec: ImportSpec, rows: list, errors: dict) -> list[dict]:
    return [
        {
            "number": number,
            "cells": [column.in_words(values[column.name]) for column in spec.columns],
            "error": errors.get(number, ""),
        }
        for number, values in rows[:PREVIEW_ROWS]
    ]


def _write_errors(job: ImportJob, spec: ImportSpec, read: Read, errors: dict) -> str:
    """Two sheets with the file's own columns and the reason, to correct and send again: only the bad rows, for those
    who leave them out, and all rows with the bad ones on top, because all or nothing needs them together."""
    stem = uuid.uuid4().hex
    bad: list = []
    rest: list = []
    good = {number for number, _values in read.rows} - set(errors)
    for row in import_files.rows(rows_of(job)):
        if row.number in errors or row.number in good:
            (bad if row.number in errors else rest).append(row)
    columns = correction_columns(job, spec, bad, errors)
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


def correction_columns(job: ImportJob, spec: ImportSpec, bad: list[Row], errors: dict) -> list:
    """The file's own columns, the number of the row there, and what is wrong with it."""
    return [
        *_own_columns(job, spec, bad),
        xlsx.Column(_("Row"), lambda row: row.number, "int"),
        xlsx.Column(_("Reason"), lambda row: errors.get(row.number), width=70),
    ]


def _own_columns(job: ImportJob, spec: ImportSpec, rows: list[Row]) -> Iterator:
    """The file's columns. What stood above them or in the book itself comes along: the unit of amounts, the first day."""
    meanings = import_mapping.meanings(job, spec)
    units = {job.mapping[name]: meaning.unit for name, meaning in meanings.items()}
    dates = {job.mapping[column.name] for column in spec.columns if column.is_date and column.name in job.mapping}
    for index, header in enumerate(job.headers):
        is_serial = bool(job.facts.get("date1904")) and header in dates
        name = import_headers.with_unit(header, units[header]) if header in units else header
        yield xlsx.Column(name, _cell_at(index, is_serial), "date" if is_serial else _kind(index, rows))


def _cell_at(index: int, is_serial: bool) -> Callable:
    def cell_of(row: Row) -> Any:
        cell = row.cells[index] if index < len(row.cells) else None
        if is_serial and isinstance(cell, int | float):
            return import_columns.EPOCH_1904 + dt.timedelta(days=int(cell))
        return cell

    return cell_of


def _kind(index: int, rows: list[Row]) -> str:
    """Dates stay dates in the correction file."""
    cell = next((row.cells[index] for row in rows if index < len(row.cells) and row.cells[index] is not None), None)
    return "date" if hasattr(cell, "isoformat") else "plain"
