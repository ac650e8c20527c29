"""Rows first, task second, and one bad row never stops the others: each is done on its own, what fails is written down.

Every queue of the program goes through ``one_by_one``: the mail, the letters to customers, the removal of old files; and
the jobs of the clock, whose rows are many, through ``in_batches``. A row that failed is tried again by the next run, or
when the administrator says so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesmgmt.core import registry
from salesmgmt.core.collisions import twice
from salesmgmt.core.domain import periodic
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import QueueFault
from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    from salesmgmt.core.models import ExportJob, ImportJob, Notice, User

logger = logging.getLogger(__name__)

REASON = 2000
# So many rows are done in one transaction: few enough that nobody waits a second for one of them.
BATCH = 200


@dataclass(frozen=True)
class Queue:
    """A queue that is no job of the clock: its name, and ``retry(row)`` that puts a failed row back."""

    key: str
    label: Any
    retry: Callable


_queues: dict[str, Queue] = {}


def register_queue(key: str, label: Any, retry: Callable) -> None:
    if key in _queues:
        raise ValueError(f"queue {key!r} is registered twice")
    _queues[key] = Queue(key, label, retry)


def label_of(key: str) -> Any:
    """The queue in the reader's words: its own, or those of the job of the clock."""
    found = _queues.get(key) or registry.periodic_job(_job_of(key))
    return found.label if found else key


def _job_of(key: str) -> str:
    """A job of the clock with several queues names them ``key:name``."""
    return key.partition(":")[0]


def one_by_one(queue: str, rows: Any, act: Callable, label: Any = str) -> int:
    """``act(row)`` for each row, in a savepoint of its own; returns the sum of what the acts returned.

    A row that raises is written down with its reason and stays for the next run, the others are done. ``rows`` are all
    that wait: what failed before and is not among them, or is done now, is no fault any more. Only a database that is
    gone ends the run.
    """
    made, failed = _each(queue, rows, act, label)
    QueueFault.objects.filter(queue=queue).exclude(pk__in=failed).delete()
    return made


def in_batches(queue: str, rows: Any, act: Callable, label: Any = str, size: int = BATCH) -> int:
    """``act(some)`` for ``size`` rows at a time, each batch in a transaction of its own: what is committed stays done when
    the job is killed, and nobody waits longer than for one batch. Returns the sum of what the acts returned.

    The rows of a batch that raises are done one by one, ``act([row])``, as by one_by_one: the bad one is written down.
    """
    failed: list[int] = []
    made, rows = 0, list(rows)
    for start in range(0, len(rows), size):
        some = rows[start : start + size]
        try:
            made += int(twice(partial(act, some)) or 0)
        except Exception as failure:
            _refuse_without_database(failure)
            logger.warning("%s: a batch failed, its rows are done one by one: %s", queue, failure)
            alone, not_done = _each(queue, some, lambda row: act([row]), label)
            made, failed = made + alone, failed + not_done
    QueueFault.objects.filter(queue=queue).exclude(pk__in=failed).delete()
    return made


def _each(queue: str, rows: Any, act: Callable, label: Any) -> tuple[int, list[int]]:
    """``(sum of what the acts returned, keys of the faults of those that failed)``."""
    made = 0
    failed: list[int] = []
    for row in rows:
        try:
            made += int(twice(partial(act, row)) or 0)
        except Exception as failure:
            _refuse_without_database(failure)
            logger.exception("%s: a row of the queue failed", queue)
            failed.append(note(queue, row, failure, label).pk)
    return made, failed


def _refuse_without_database(failure: Exception) -> None:
    if isinstance(failure, DatabaseError) and not connection.is_usable():
        raise failure


def note(queue: str, row: Any, failure: Any, label: Callable | type[Any] = str) -> QueueFault:
    """Write down that a row (None: the queue itself) could not be done, and why; one line for each row."""
    now = timezone.now()
    kind = ContentType.objects.get_for_model(row) if row is not None else None
    fault, is_new = QueueFault.objects.get_or_create(
        queue=queue,
        content_type=kind,
        object_id=row.pk if row is not None else None,
        defaults={"label": _label(row, label), "reason": in_words(failure), "first_at": now, "last_at": now},
    )
    if not is_new:
        fault.reason, fault.last_at, fault.times = in_words(failure), now, fault.times + 1
        fault.save(update_fields=["reason", "last_at", "times"])
    return fault


def _label(row: ExportJob | Notice | User | None, label: Callable | type[Any]) -> str:
    try:
        return str(label(row) if row is not None else "")[:200]
    except Exception:  # the name itself may be what is broken
        return f"{row._meta.verbose_name} {row.pk}"[:200]


def in_words(failure: Any) -> str:
    """The reason as it was said; what is no sentence of ours keeps the name of its kind."""
    text = str(failure).strip()
    return (text if isinstance(failure, BusinessError) else f"{type(failure).__name__}: {text}")[:REASON]


def done(queue: str, row: ImportJob | None = None) -> int:
    """What had failed is done."""
    rows = QueueFault.objects.filter(queue=queue)
    if row is None:
        rows = rows.filter(content_type=None)
    else:
        rows = rows.filter(content_type=ContentType.objects.get_for_model(row), object_id=row.pk)
    return rows.delete()[0]


@because(gettext_lazy("Failed work is tried again by the administrator."))
def can_retry_faults(user: User) -> bool:
    return may(user, "settings", "U")


@transaction.atomic
def try_again(pk: int, user: User) -> None:
    """The administrator has the row done again: its queue takes it up, or its job runs now."""
    require(can_retry_faults(user))
    fault = lock(QueueFault, pk)
    if fault.content_type_id and fault.row is None:
        fault.delete()  # the row has gone: nothing is left to be done
        return
    queue = _queues.get(fault.queue)
    if queue is None:
        if registry.periodic_job(_job_of(fault.queue)) is None:
            raise BusinessError(_("Nothing works at this queue any more."))
        periodic.want_job(_job_of(fault.queue), user)
    else:
        queue.retry(fault.row)
        fault.delete()  # what fails again is written down again
