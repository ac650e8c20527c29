"""One file with a sheet for each import: read sheet by sheet, checked as a whole, imported as a whole or one by one.

A sheet is an ImportJob like any other, with its columns, its check and its correction file. What makes a workbook of
them is the order (units before people, products before prices) and one transaction around all.
"""

from __future__ import annotations

import os
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from salesmgmt.core.domain import import_files, import_mapping, import_reading, import_work, jobs
from salesmgmt.core.domain.import_rows import findings, rows_read
from salesmgmt.core.domain.import_specs import all_specs, folder, may_import, rows_of, spec_for, write_templates
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ImportJob, Workbook
from salesmgmt.core.output import xlsx

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from salesmgmt.core.models import User

Phase = ImportJob.Phase


def write_template(user: User, path: Any) -> None:
    """Every sheet this person may import, in the order in which they are imported."""
    write_templates(specs(user), path, user)


def specs(user: User) -> list:
    found = [spec for spec in all_specs() if spec.is_sheet and may_import(user, spec)]
    return sorted(found, key=lambda spec: spec.order)


def receive(user: User, uploaded: Any) -> Workbook:
    """Keep the file and have the worker read its sheets. Refuses at once what is no workbook."""
    stored = uuid.uuid4().hex
    path = folder() / stored
    try:
        import_files.check_size(uploaded.size)
        with path.open("wb") as target:
            for chunk in uploaded.chunks():
                target.write(chunk)
        import_files.check(path, uploaded.name)
        if not path.read_bytes()[:2] == b"PK":
            raise BusinessError(_("A workbook with several sheets is an .xlsx file."))
        with transaction.atomic():
            book = Workbook.objects.create(user=user, original_name=Path(uploaded.name).name[-160:], stored_name=stored)
            jobs.hand_over(book)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return book


def run(pk: int) -> Any:
    """The worker's part of all phases."""
    return jobs.perform(Workbook, pk, _do)


def _do(book: Any) -> None:
    jobs.require_active(book.user)
    progress = jobs.Progress(book, apart=True)
    try:
        {Phase.READ: _read, Phase.CHECK: _check, Phase.IMPORT: _import}[Phase(book.phase)](book, progress)
    finally:
        progress.close()


# -- reading -------------------------------------------------------------------------------------------------------


def _read(book: Any, progress: Any) -> None:
    """A job for each sheet whose name is that of an import; what is left out is named with its reason."""
    path = folder() / book.stored_name
    scratch = folder() / f"{book.stored_name}.rows"
    try:
        names = import_reading.read(path, "", scratch, progress)["sheets"]
    finally:
        scratch.unlink(missing_ok=True)
    book.parts.all().delete()  # of a reading that was interrupted
    left_out, count = [], 0
    for name in names:
        spec = _spec_called(name)
        if spec is None:
            left_out.append([name, _("no import is called so")])
        elif not may_import(book.user, spec):
            left_out.append([name, _("you may not import this; whoever may uploads the same workbook")])
        else:
            reason = _read_sheet(book, name, spec, progress)
            if reason:
                left_out.append([name, reason])
            else:
                count += 1
    if not count:
        reasons = "；".join(f"{name}: {reason}" for name, reason in left_out)
        raise BusinessError(_("The workbook has no sheet that can be imported. %(reasons)s") % {"reasons": reasons})
    jobs.finish(book, status=Workbook.Status.NEW, finished_at=None, left_out=left_out, count=count)


def _spec_called(name: str) -> Any:
    """The import a sheet is named after, in any of our languages or by its key."""
    wanted = import_files.normal(name)
    return next((spec for spec in all_specs() if wanted in _names(spec)), None)


def _names(spec: Any) -> set[str]:
    return {import_files.normal(xlsx.sheet_name(text)) for text in (spec.label, spec.kind, *spec.sheet_names)}


def _read_sheet(book: Any, name: str, spec: Any, progress: Any) -> str:
    """ "" where the sheet is read, else why it is left out."""
    stored = uuid.uuid4().hex
    os.link(folder() / book.stored_name, folder() / stored)  # each job keeps and removes a file of its own
    part = ImportJob.objects.create(
        user=book.user,
        kind=spec.kind,
        workbook=book,
        original_name=book.original_name,
        stored_name=stored,
        sha256="",
        sheet=name,
        date_order=spec.date_order,
    )
    try:
        fields = import_work.read_sheet(part, spec, progress)
        if fields["facts"]["rows"] <= 1:
            raise BusinessError(_("there is no row below the column names"))
    except BusinessError as refusal:
        for file in (folder() / stored, rows_of(part)):
            file.unlink(missing_ok=True)
        part.delete()
        return str(refusal)
    ImportJob.objects.filter(pk=part.pk).update(**fields)
    return ""


# -- the sheets ----------------------------------------------------------------------------------------------------


def parts_of(book: Any) -> list[ImportJob]:
    """The sheets in the order in which they are imported, without those that were imported by themselves."""
    return [part for part in sheets_of(book) if part.status in (ImportJob.Status.NEW, ImportJob.Status.READY)]


def sheets_of(book: Any) -> list[ImportJob]:
    order = {spec.kind: spec.order for spec in all_specs()}
    return sorted(book.parts.all(), key=lambda part: (order.get(part.kind, 0), part.pk))


def question_of(part: Any, spec: Any) -> str:
    """What has to be chosen or answered about the columns before the sheet can be checked; "" for nothing."""
    try:
        import_mapping.checked_mapping(part, spec, part.mapping)
        import_mapping.meanings(part, spec)
    except BusinessError as question:
        return str(question)
    return ""


@transaction.atomic
def _hand_over(pk: int, user: User, phase: Any, statuses: Any, **fields: Any) -> Any:
    book = Workbook.objects.select_for_update(of=("self",)).get(pk=pk, user=user)
    if book.status not in statuses:
        raise BusinessError(_("This import has gone on in the meantime. Please look at its page again."))
    if not book.stored_name:
        raise BusinessError(_("The file of this import is no longer kept. Please upload it again."))
    Workbook.objects.filter(pk=pk).update(phase=phase, **fields)
    jobs.hand_over(book)
    return book


def check(pk: int, user: User, *, update_existing: bool = False) -> Workbook:
    """Have the whole checked: every sheet by the rows of those before it."""
    book = Workbook.objects.get(pk=pk, user=user)
    questions = [
        f"{part.sheet}: {question}"
        for part in parts_of(book)
        if (question := question_of(part, spec_for(user, part.kind)))
    ]
    if questions:
        raise BusinessError(" ".join(questions))
    statuses = (Workbook.Status.NEW, Workbook.Status.READY, Workbook.Status.FAILED)
    return _hand_over(pk, user, Phase.CHECK, statuses, update_existing=update_existing)


def import_all(pk: int, user: User) -> Workbook:
    """All sheets or none."""
    book = Workbook.objects.get(pk=pk, user=user)
    if any(part.bad_rows for part in parts_of(book)):
        raise BusinessError(
            _("Rows with errors stop the import. Correct them and upload the workbook again, or import single sheets.")
        )
    return _hand_over(pk, user, Phase.IMPORT, (Workbook.Status.READY,))


def _work_on(book: Any, progress: Any) -> list:
    """``(part, spec, rows read)`` of every sheet, with the number of rows in all told first."""
    found = []
    for part in parts_of(book):
        spec = spec_for(book.user, part.kind)
        part.update_existing = book.update_existing and spec.can_update
        found.append((part, spec, rows_read(part, spec, progress)))
    total = sum(len(read.rows) + len(read.errors) for _part, _spec, read in found)
    Workbook.objects.filter(pk=book.pk).update(total=total)
    return found


def _saved(work: Any, progress: Any) -> Iterator:
    """Write sheet after sheet in the running transaction: ``(part, spec, read, result)``."""
    done = 0
    for part, spec, read in work:
        result = import_work.save(part, spec, read.rows, lambda count, before=done: progress(before + count))
        done += len(read.rows)
        yield part, spec, read, result


def _check(book: Any, progress: Any) -> None:
    work = _work_on(book, progress)
    results: list[tuple] = []
    try:
        with transaction.atomic():
            results.extend(_saved(work, progress))
            raise import_work.RolledBack
    except import_work.RolledBack:
        pass
    for part, spec, read, result in results:
        fields = import_work.checked(part, spec, read, result)
        ImportJob.objects.filter(pk=part.pk).update(
            phase=Phase.CHECK,
            update_existing=part.update_existing,
            total=len(read.rows) + len(read.errors),
            **fields,
        )
    jobs.finish(
        book,
        status=Workbook.Status.READY,
        finished_at=None,
        count=sum(len(read.rows) for _part, _spec, read, _result in results),
        error_file=_write_corrections(book, results),
    )


def _import(book: Any, progress: Any) -> None:
    """Every row of every sheet and the word "done" are one transaction."""
    work = _work_on(book, progress)
    with transaction.atomic():
        for part, _spec, _read in work:
            import_work.alone(part)
        count = 0
        for part, spec, read, result in _saved(work, progress):
            errors = read.errors | result.errors
            if errors:
                raise BusinessError(
                    _("%(sheet)s, row %(row)d: %(reason)s Nothing was imported. Please check the workbook again.")
                    % {"sheet": part.sheet, "row": min(errors), "reason": errors[min(errors)]}
                )
            count += len(read.rows)
            ImportJob.objects.filter(pk=part.pk).update(
                status=ImportJob.Status.DONE,
                phase=Phase.IMPORT,
                count=len(read.rows),
                findings=findings(part, spec, read, result.outcomes, done=True),
                **import_work.counted(result, {}),
            )
        jobs.finish(book, count=count)


def _write_corrections(book: Any, results: Any) -> str:
    """The whole workbook again with the reason beside each bad row, to be corrected and sent again; "" without any."""
    if not any(read.errors or result.errors for _part, _spec, read, result in results):
        return ""
    name = f"{uuid.uuid4().hex}-book.xlsx"
    report = xlsx.Report(book.user)
    for part, spec, read, result in results:
        errors = read.errors | result.errors
        kept = {number for number, _values in read.rows} | set(errors)
        rows = [row for row in import_files.rows(rows_of(part)) if row.number in kept]
        bad = [row for row in rows if row.number in errors]
        good = [row for row in rows if row.number not in errors]
        report.add_sheet(part.sheet, import_work.correction_columns(part, spec, bad or good, errors), bad + good)
    report.save(folder() / name)
    return name


def corrections_of(book: Any) -> Path:
    path = folder() / book.error_file
    if not book.error_file or not path.is_file():
        raise BusinessError(_("There is no file of errors for this import."))
    return path
