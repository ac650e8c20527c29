"""The work of the clock: found due by its timetable, run once, caught up after a pause, written down.

Beat asks every minute what is due; the rows decide, so that a machine that was off, a broker that was down or two
workers at once neither lose a moment nor run it twice. A job that fails is tried again after RETRY_AFTER; one that is
killed is due still, and goes on with the rows it had not committed.
"""

from __future__ import annotations

import datetime as dt
import logging
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from croniter import croniter
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from salesmgmt.core.calendar import SHANGHAI
from salesmgmt.core.domain.queueing import enqueue
from salesmgmt.core.models import PeriodicRun, PeriodicState
from salesmgmt.core.permissions import may
from salesmgmt.core.registry import periodic_job, periodic_jobs
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salesmgmt.core.models import User
    from salesmgmt.core.registry import PeriodicJob

logger = logging.getLogger(__name__)

# Technical limits, no business rules.
RETRY_AFTER = dt.timedelta(minutes=10)
MAX_CAUGHT_UP = 60
KEPT_RUNS = 200


def previous_slot(job: PeriodicJob, now: dt.datetime) -> dt.datetime:
    """The latest moment of the timetable up to and including ``now``, in Shanghai."""
    moment = now.astimezone(SHANGHAI) + dt.timedelta(seconds=1)
    return croniter(job.cron, moment).get_prev(dt.datetime)


def next_slot(job: PeriodicJob, now: dt.datetime) -> dt.datetime:
    return croniter(job.cron, now.astimezone(SHANGHAI)).get_next(dt.datetime)


def due_slots(job: PeriodicJob, last_slot: dt.datetime | None, now: dt.datetime) -> list:
    """The moments to be done now: all since ``last_slot`` for a job that leaves none out, else the latest one."""
    latest = previous_slot(job, now)
    if last_slot is not None and latest <= last_slot:
        return []
    if last_slot is None or not job.every_slot:
        return [latest]
    found: list = []
    moment = croniter(job.cron, last_slot.astimezone(SHANGHAI))
    while len(found) < MAX_CAUGHT_UP and (slot := moment.get_next(dt.datetime)) <= now:
        found.append(slot)
    return found


def send_due(now: dt.datetime | None = None) -> list:
    """For beat: queue every job that is due or wanted; returns their keys."""
    now = now or timezone.now()
    states = {state.key: state for state in PeriodicState.objects.all()}
    due = []
    for job in periodic_jobs():
        state = states.get(job.key)
        try:
            if state is None or state.wanted_at or due_slots(job, state.last_slot, now):
                due.append(job.key)
        except Exception:  # a timetable that cannot be read holds up its own job alone
            logger.exception("the timetable of %s cannot be read", job.key)
    for key in due:
        enqueue("salesmgmt.core.tasks.run_periodic", key)
    return due


def run_job(key: str, now: dt.datetime | None = None) -> list:
    """Run what is due of one job; returns the runs made. Nothing where another worker is at it."""
    job, now = periodic_job(key), now or timezone.now()
    if job is None:
        return []
    with _alone_with(key) as is_mine:
        return _run_what_is_due(job, now) if is_mine else []


@contextmanager
def _alone_with(key: str) -> Iterator[bool]:
    """Whether this worker has the job for itself. The lock is its connection's, not a transaction's: it lasts from batch to
    batch, and ends with a worker that is killed."""
    lock = ("periodic job", key)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s), hashtext(%s))", lock)
        is_mine = cursor.fetchone()[0]
    try:
        yield is_mine
    finally:
        if is_mine and connection.is_usable():  # a connection that broke has lost it
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s), hashtext(%s))", lock)


def _run_what_is_due(job: PeriodicJob, now: dt.datetime) -> list:
    state, _new = PeriodicState.objects.get_or_create(key=job.key)
    mine, runs = PeriodicState.objects.filter(pk=state.pk), []
    if state.wanted_at:
        runs.append(_run(job, now, state.wanted_by))
        mine.update(wanted_by=None, wanted_at=None)  # and not before: a run that is killed is wanted still
    elif not _failed_just_now(job.key, now):
        for slot in due_slots(job, state.last_slot, now):
            runs.append(_run(job, slot))
            if runs[-1].error:
                break
            mine.update(last_slot=slot)
    _forget_old(job.key)
    return runs


def _run(job: PeriodicJob, slot: dt.datetime, user: User = None) -> PeriodicRun:
    started, made, error = timezone.now(), 0, ""
    try:
        with nullcontext() if job.in_batches else transaction.atomic():
            # In Shanghai, also a run asked for by hand: a job may ask the moment for its day.
            made = job.run(slot.astimezone(SHANGHAI)) or 0
    except Exception as failure:
        # The clock goes on, whatever one job meets; the page shows what it was.
        logger.exception("periodic job %s failed", job.key)
        error = f"{type(failure).__name__}: {failure}"[:2000]
    return PeriodicRun.objects.create(
        key=job.key, slot=slot, started_at=started, finished_at=timezone.now(), started_by=user, made=made, error=error
    )


def _failed_just_now(key: str, now: dt.datetime) -> bool:
    last = PeriodicRun.objects.filter(key=key).first()
    return last is not None and bool(last.error) and last.finished_at > now - RETRY_AFTER


def _forget_old(key: str) -> None:
    old = PeriodicRun.objects.filter(key=key).values_list("pk", flat=True)[KEPT_RUNS:]
    PeriodicRun.objects.filter(pk__in=list(old)).delete()


@transaction.atomic
def want_job(key: str, user: User) -> PeriodicState:
    """The administrator asks for a run now; the worker does it, when Redis is down as soon as it is back."""
    require(may(user, "settings", "U"), _("Only the administrator may start a job."))
    state, _new = PeriodicState.objects.select_for_update().get_or_create(key=key)
    if state.wanted_at is None:
        state.wanted_by, state.wanted_at = user, timezone.now()
        state.save(update_fields=["wanted_by", "wanted_at"])
    transaction.on_commit(lambda: enqueue("salesmgmt.core.tasks.run_periodic", key))
    return state
