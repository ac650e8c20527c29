"""Work in the background: claimed once, taken up again when its worker dies, stopped when its owner cancels.

The row decides, the queue only makes it sooner: with Redis down the job waits as "queued" until beat finds it.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from salesmgmt.core.domain import faults
from salesmgmt.core.domain.queueing import enqueue
from salesmgmt.core.exceptions import BusinessError, PermissionDenied

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from salesmgmt.core.models import ExportJob, ImportJob, User
    from salesmgmt.core.states import JobStatus

logger = logging.getLogger(__name__)

# Technical limits, no business rules: after this long without a heartbeat the worker counts as dead,
STALE_AFTER = dt.timedelta(minutes=3)
# and a job that lost its worker this often is what kills it.
MAX_ATTEMPTS = 3
REPORT_EVERY_SECONDS = 1.0
QUEUE_GRACE = dt.timedelta(seconds=30)


class Stopped(Exception):
    """Raised out of the running work through its progress call."""


def hand_over(job: Any, send: bool = True) -> None:
    """Queue the job: the row in the running transaction, the task after it (unless the request does the work)."""
    type(job).objects.filter(pk=job.pk).update(
        status=job.Status.QUEUED, count=0, attempts=0, error="", heartbeat_at=timezone.now()
    )
    if send:
        transaction.on_commit(lambda: enqueue(job.TASK, job.pk))


@transaction.atomic
def claim(model: type[Any], pk: int) -> ImportJob:
    """Take the job for this worker: queued, or running without a heartbeat. None where somebody else has it."""
    job = model.objects.select_for_update(skip_locked=True, of=("self",)).select_related("user").filter(pk=pk).first()
    if job is None or not _is_free(job):
        return None
    if job.attempts >= MAX_ATTEMPTS:
        message = _("The work was interrupted several times. Please try again with fewer rows.")
        _end(job, job.Status.FAILED, message)
        faults.note(model._meta.model_name, job, BusinessError(message), label_of)
        return None
    job.status, job.count, job.heartbeat_at = job.Status.RUNNING, 0, timezone.now()
    job.attempts += 1
    job.save(update_fields=["status", "count", "heartbeat_at", "attempts"])
    return job


def _is_free(job: ImportJob) -> bool:
    if job.status == job.Status.RUNNING:
        return job.heartbeat_at is None or job.heartbeat_at < timezone.now() - STALE_AFTER
    return job.status == job.Status.QUEUED


def _end(job: ExportJob | ImportJob, status: JobStatus, error: str = "") -> None:
    job.status, job.error, job.finished_at = status, str(error), timezone.now()
    job.save(update_fields=["status", "error", "finished_at"])


def require_active(user: User) -> None:
    """Work of somebody who has left in the meantime is not done."""
    if not user.is_active:
        raise BusinessError(_("The account of %(name)s is no longer active.") % {"name": user})


class Progress:
    """Called for every row: writes the count and the heartbeat about once a second and stops cancelled work; with a
    total, once it is known, also of how many.

    With `apart` it speaks through a connection of its own, because the work itself runs in one transaction whose
    writes nobody sees before it ends.
    """

    def __init__(self, job: Any, apart: bool = False) -> None:
        self.job, self.apart = job, apart
        self.last = time.monotonic()
        self.connection = connection.copy() if apart else connection

    def __call__(self, count: Any, total: int | None = None) -> None:
        if time.monotonic() - self.last >= REPORT_EVERY_SECONDS:
            self.report(count, total)

    def report(self, count: Any, total: int | None = None) -> None:
        self.last = time.monotonic()
        table = self.connection.ops.quote_name(self.job._meta.db_table)
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET count = %s, total = COALESCE(%s, total), heartbeat_at = now() "  # noqa: S608  our own table's name
                "WHERE id = %s AND status = 'running' AND attempts = %s",
                [count, total, self.job.pk, self.job.attempts],
            )
            if cursor.rowcount:
                return
            cursor.execute(f"SELECT 1 FROM {table} WHERE id = %s", [self.job.pk])  # noqa: S608
            if cursor.fetchone():
                raise Stopped

    def close(self) -> None:
        if self.apart:
            self.connection.close()


def finish(job: Any, **fields: Any) -> None:
    """Mark as done, in the transaction of the result itself; Stopped where the owner cancelled in the last moment."""
    changed = (
        type(job)
        .objects.filter(pk=job.pk, status=job.Status.RUNNING, attempts=job.attempts)
        .update(**{"status": job.Status.DONE, "finished_at": timezone.now(), **fields})
    )
    if not changed:
        raise Stopped


def perform(model: type[Any], pk: int, work: Callable) -> ImportJob:
    """Claim the job and call `work(job)`; whatever goes wrong, the row says so in words. Returns the row."""
    job = claim(model, pk)
    if job is None:
        return model.objects.get(pk=pk)
    try:
        with translation.override(job.user.language):
            work(job)
    except Stopped:
        logger.info("%s %s was cancelled or taken over", model.__name__, pk)
    except (BusinessError, PermissionDenied) as refusal:
        fail(job, str(refusal) or _("You may not do this."))
    except Exception as failure:
        logger.exception("%s %s failed", model.__name__, pk)
        fail(job, _("An unexpected error stopped the work. Nothing was changed; please tell the administrator."))
        faults.note(model._meta.model_name, job, failure, label_of)
    else:
        faults.done(model._meta.model_name, job)
    job.refresh_from_db()
    return job


def label_of(job: ExportJob) -> str:
    """What the administrator reads of a job that failed: whose it is."""
    return f"{job} · {job.user}"


def fail(job: ExportJob | ImportJob, message: str) -> None:
    """Report a failure, unless the job is no longer this worker's."""
    type(job).objects.filter(pk=job.pk, status=job.Status.RUNNING, attempts=job.attempts).update(
        status=job.Status.FAILED, error=str(message), finished_at=timezone.now()
    )


@transaction.atomic
def cancel(model: type[Any], pk: int, user: User) -> ExportJob | ImportJob:
    """Its owner stops a job that is not finished; the worker notices within a second or so."""
    job = model.objects.select_for_update(of=("self",)).get(pk=pk, user=user)
    if job.status in (job.Status.DONE, job.Status.FAILED, job.Status.CANCELLED):
        raise BusinessError(_("This is already finished and cannot be cancelled."))
    _end(job, job.Status.CANCELLED)
    return job


def take_up(model: type[Any]) -> int:
    """For beat: send again what waits too long or lost its worker; returns how many were sent."""
    now = timezone.now()
    waiting = model.objects.filter(status=model.Status.QUEUED, heartbeat_at__lt=now - QUEUE_GRACE)
    orphaned = model.objects.filter(status=model.Status.RUNNING, heartbeat_at__lt=now - STALE_AFTER)
    pks = [*waiting.values_list("pk", flat=True), *orphaned.values_list("pk", flat=True)]
    return sum(1 for pk in pks if enqueue(model.TASK, pk))
