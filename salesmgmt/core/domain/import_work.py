"""The work of an import: read every row, save for trial or for good, write the file of what is wrong."""

import uuid
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from salesmgmt.core.domain import import_files, jobs
from salesmgmt.core.domain.import_columns import Reading
from salesmgmt.core.domain.import_specs import CREATED, UNCHANGED, UPDATED, RowErrors, folder, spec_for
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ImportJob
from salesmgmt.core.output import xlsx

PREVIEW_ROWS = 10
SHOWN_ERRORS = 50
STYLED_ROWS = 5000  # in a correction file; beyond, the streaming writer


class _RolledBack(Exception):
    pass


@dataclass
class _Result:
    outcomes: dict[int, str]
    errors: dict[int, str]


def do(job):
    """Both phases: the check is the import itself, rolled back."""
    jobs.require_active(job.user)
    spec = spec_for(job.user, job.kind)
    progress = jobs.Progress(job, apart=True)
    try:
        rows, errors = read_rows(job, spec, progress)
        ImportJob.objects.filter(pk=job.pk).update(total=len(rows) + len(errors))
        if job.phase == ImportJob.Phase.CHECK:
            _check(job, spec, rows, errors, progress)
        else:
            _import(job, spec, rows, errors, progress)
    finally:
        progress.close()


def read_rows(job, spec, progress) -> tuple[list[tuple[int, dict]], dict[int, str]]:
    """The parsed rows as (number, values), and the reason of every row that cannot be read."""
    reading = Reading(job.date_order)
    mapped = [column for column in spec.columns if column.name in job.mapping]
    places = [(column, job.headers.index(job.mapping[column.name])) for column in mapped]
    good, errors = [], {}
    for row in import_files.rows(folder() / job.stored_name, job.sheet):
        progress(0)  # a sign of life; rows count when they are saved
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
        _alone(job)
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


def _alone(job):
    """Two imports of one kind at once would not see each other's rows, and the same file would be imported twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [f"import {job.kind}"])
        if not cursor.fetchone()[0]:
            raise BusinessError(
                _("Another import of this kind is running. Please check your file again when it is done.")
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
    return [
        {
            "number": number,
            "cells": [column.in_words(values[column.name]) for column in spec.columns],
            "error": errors.get(number, ""),
        }
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
