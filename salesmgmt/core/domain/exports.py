"""Exports: lists and reports to Excel, in the request while small, in the worker when large, always logged.

A list page is exportable by being registered as a list; a report by register_export(). Both keep the scope of the
person who exports, checked when it is asked for and again when it is written.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from salesmgmt.core import registry
from salesmgmt.core.domain import jobs
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import ExportJob, ExportLog
from salesmgmt.core.output import xlsx
from salesmgmt.core.permissions import may_at_all, right_of, scopes
from salesmgmt.core.refusal import because
from salesmgmt.core.replica import from_replica
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from salesmgmt.core.domain.jobs import Progress
    from salesmgmt.core.models import User


# The limit: up to here in the request, beyond it in the worker.
INLINE_ROWS = 5000
STYLED_ROWS = 2000  # beyond, the streaming writer (docs/adr/two-excel-writers.md)
# Rows of the matrix whose lists are financial (roles.md: "financial" of FIN on logs).
FINANCIAL = ("invoice", "payment")


@dataclass(frozen=True)
class Export:
    """One thing that can be exported.

    `build(user, query, path, progress)` writes the file for the parameters of a QueryDict and returns the number of
    rows; it calls `progress(count)` as it goes. `permission(user)` is asked twice. `count(user, query, limit)` says how
    many rows there will be, counting no further than `limit`; without it the export is small.
    """

    key: str
    label: Any
    build: Callable
    permission: Callable
    count: Callable | None = None
    financial: bool = False  # invoices, receivables, payments: what finance may read in the log


_exports: dict[str, Export] = {}


def register_export(
    key: str, label: Any, build: Callable, permission: Callable, count: Callable | None = None, financial: bool = False
) -> Export:
    if key in _exports:
        raise ValueError(f"export {key!r} is registered twice")
    _exports[key] = Export(key, label, build, permission, count, financial)
    return _exports[key]


def find(key: str) -> Export | None:
    """A registered report, or the export of a registered list."""
    if key in _exports:
        return _exports[key]
    page = registry.list_page(key)
    return _list_export(page) if page else None


def _list_export(page: type[Any]) -> Export:
    """A list page as an export: exactly what it shows under these filters, less what this person may not export."""
    kind = registry.document_kind(page.model)
    label = page.title or (kind.label_plural if kind else page.model._meta.verbose_name_plural)

    def count(user: User, query: Any, limit: int) -> int:
        return page.queryset_for(user, query).order_by()[:limit].count()

    def build(user: User, query: Any, path: Any, progress: Progress) -> int:
        large = count(user, query, STYLED_ROWS + 1) > STYLED_ROWS
        rows = page.queryset_for(user, query)
        columns = page.export_columns(user, rows=rows)
        return xlsx.write_sheet(path, columns, rows, title=label, exported_by=user, large=large, progress=progress)

    return Export(page.key, label, build, page.may_export, count)


@because(right_of("log", "R"))
def may_read_log(user: User) -> bool:
    return may_at_all(user, "log", "R") or may_at_all(user, "log", "financial")


def log_for(user: User) -> QuerySet:
    """The lines of the log this person may read: his own, his people's or everybody's; finance those of financial lists,
    and what it exported itself (SEC-07, docs/roles.md)."""
    granted = scopes(user, "log")
    if "a" in granted:
        return ExportLog.objects.all()
    condition = Q(user__in=set().union(*(user.owner_ids(scope) for scope in granted)))
    if may_at_all(user, "log", "financial"):
        condition |= Q(user=user) | Q(key__in=financial_keys())
    return ExportLog.objects.filter(condition)


def financial_keys() -> list[str]:
    """Reports that say so, and the lists of the documents finance answers for."""
    lists = [page.key for page in registry.list_pages() if page.matrix_key in FINANCIAL]
    return [*lists, *(key for key, export in _exports.items() if export.financial)]


def start(user: User, key: str, query: str = "") -> ExportJob:
    """Export what `query` (the part of the address after ?) selects: at once up to 5,000 rows, else in the worker.

    SEC-07, CUS-04: only with the export permission. The row comes first, so that nothing is lost with Redis.
    """
    export = find(key)
    if export is None:
        raise BusinessError(_("This list cannot be exported."))
    require(export.permission(user), _("You may not export this list."))
    expected = export.count(user, QueryDict(query), INLINE_ROWS + 1) if export.count else 0
    job = ExportJob.objects.create(
        user=user,
        key=key,
        label=str(export.label)[:120],
        query=query,
        status=ExportJob.Status.QUEUED,
        heartbeat_at=timezone.now(),
    )
    if expected <= INLINE_ROWS:
        return run(job.pk)
    jobs.hand_over(job)
    job.refresh_from_db()
    return job


def run(pk: int) -> Any:
    """The worker's (and the small request's) part: write the file, log it, mark it as done."""
    return jobs.perform(ExportJob, pk, _write)


def _write(job: ExportJob) -> None:
    """The job and its progress stay on the first server; the rows may come from the replica, which has then replayed
    everything written before the export was ordered."""
    export = find(job.key)
    if export is None:
        raise BusinessError(_("This list cannot be exported."))
    jobs.require_active(job.user)
    require(export.permission(job.user), _("You may not export this list."))
    query = QueryDict(job.query)
    if export.count:
        job.total = from_replica(export.count)(job.user, query, xlsx.MAX_SHEET_ROWS)
        job.save(update_fields=["total"])
    stored = f"{uuid.uuid4().hex}.xlsx"
    path = folder() / stored
    try:
        rows = from_replica(export.build)(job.user, query, path, jobs.Progress(job))
        _finish(job, export, stored, rows)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


@transaction.atomic
def _finish(job: ExportJob, export: Export, stored: str, rows: int) -> None:
    """The file is the owner's only together with its line in the log: user, list, filter, rows, time (SEC-07)."""
    label = str(export.label)
    jobs.finish(
        job,
        count=rows,
        total=rows,
        stored_name=stored,
        file_name=xlsx.file_name(label),
        size=(folder() / stored).stat().st_size,
    )
    ExportLog.objects.create(user=job.user, key=job.key, label=label[:120], query=job.query, rows=rows)


def folder() -> Path:
    """Outside the web root, readable by the program alone."""
    path = Path(settings.MEDIA_ROOT) / "exports"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def file_of(job: ExportJob) -> Path:
    """The finished file, or the reason why there is none."""
    if job.status != ExportJob.Status.DONE:
        raise BusinessError(_("This export is not finished."))
    path = folder() / job.stored_name
    if not job.stored_name or not path.is_file():
        raise BusinessError(_("This file is no longer kept. Please export again."))
    return path


def remove_old_files() -> int:
    """For the clock: files older than the days that are set go (SET-54), the log stays; returns how many."""
    limit = timezone.now() - dt.timedelta(days=policy().file_days)

    def remove(some: list[ExportJob]) -> int:
        for job in some:
            (folder() / job.stored_name).unlink(missing_ok=True)
        return ExportJob.objects.filter(pk__in=[job.pk for job in some]).update(stored_name="")

    old = ExportJob.objects.filter(created_at__lt=limit).exclude(stored_name="")
    removed = in_batches("old-files:exports", old, remove)
    kept = set(ExportJob.objects.exclude(stored_name="").values_list("stored_name", flat=True))
    for path in folder().iterdir():  # what a killed worker had begun belongs to nobody
        if path.name not in kept and path.stat().st_mtime < limit.timestamp():
            path.unlink(missing_ok=True)
    return removed
