"""To-dos: opened once, closed by doing the thing, handed on when somebody else becomes responsible."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from salesmgmt.core.calendar import at
from salesmgmt.core.domain.faults import in_batches
from salesmgmt.core.domain.notices import Message, in_language_of, notify, notify_many
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.lock_order import heir_of
from salesmgmt.core.models import Task
from salesmgmt.core.output.letters import one_line
from salesmgmt.core.permissions import may
from salesmgmt.core.registry import task_kind
from salesmgmt.core.state import guard, lock, require

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from salesmgmt.core.models import Document, User

END_OF_DAY = dt.time(23, 59)
# So many are opened in one transaction.
TASKS = 1000


def open_task(
    kind: str,
    document: Document,
    person: User,
    subject: Any,
    *,
    key: str = "",
    due_on: dt.date | None = None,
    body: str = "",
    tell: bool = True,
) -> Task:
    """Give ``person`` a to-do about ``document``; None where the same one exists already.

    ``subject`` as in notify(): a text, or a function that gives it in the person's language.
    With ``key`` never a second time, done or not; without one not while the first is open. ``tell`` sends a notice.
    Idempotent under concurrency: the database holds the uniqueness.
    """
    if task_kind(kind) is None:
        raise ValueError(f"no task kind {kind!r} is registered")
    if person is None or not person.is_active:
        return None
    same = Task.objects.about(document).filter(kind=kind, key=key)
    if (same if key else same.open()).exists():
        return None
    try:
        with transaction.atomic():
            document = heir_of(document)
            found = Task.objects.create(
                kind=kind,
                document=document,
                person=person,
                key=key,
                subject=one_line(in_language_of(person, subject), 200),
                body=str(body),
                due_on=due_on,
            )
    except IntegrityError:
        return None  # somebody else opened it at the same moment
    if tell:
        notify(
            [person],
            subject,
            url=document.get_absolute_url(),
            body=body,
            key=f"task-{found.pk}",
            due_at=at(due_on, END_OF_DAY) if due_on else None,
        )
    return found


def open_tasks(
    kind: str,
    rows: list,
    *,
    key: Callable | str = "",
    due_on: Callable | dt.date | None = None,
    body: Callable | str = "",
    queue: str = "",
    tell: bool = False,
) -> list[Task]:
    """open_task() for the many documents of one model a job finds: ``rows`` are (document, person, subject).

    A handful of queries for each batch of them, which is committed on its own unless the caller has a transaction.
    ``key``, ``due_on`` and ``body`` may be functions of the document. Nobody is told row by row unless ``tell`` says so: the
    job tells each person once. Returns the tasks made now. With ``queue`` (the key of the job) a row that cannot be done
    is written down there, and the others are done.
    """
    if task_kind(kind) is None:
        raise ValueError(f"no task kind {kind!r} is registered")
    wanted: dict[int, tuple] = {}
    for row in rows:
        if row[1] and row[1].is_active:
            wanted.setdefault(row[0].pk, row)
    made: list[Task] = []

    def make(documents: list) -> int:
        tasks = [
            Task(
                kind=kind,
                content_type=ContentType.objects.get_for_model(document),
                object_id=document.pk,
                person=person,
                key=_of(key, document),
                subject=one_line(in_language_of(person, subject), 200),
                body=str(_of(body, document)),
                due_on=_of(due_on, document),
            )
            for document, person, subject in (wanted[each.pk] for each in documents)
        ]
        new = _open_new(tasks)
        if tell and new:
            _tell_of(new, {task.object_id: wanted[task.object_id] for task in new})
        made.extend(new)
        return len(new)

    documents = [row[0] for row in wanted.values()]
    if queue:
        in_batches(queue, documents, make, size=TASKS)
    else:
        for start in range(0, len(documents), TASKS):
            with transaction.atomic():
                make(documents[start : start + TASKS])
    return made


def _of(value: Any, document: Any) -> Any:
    return value(document) if callable(value) else value


def _same(tasks: list[Task]) -> Any:
    """The tasks of the kind, documents and keys of these, which are of one kind and model."""
    first = tasks[0]
    return Task.objects.filter(
        kind=first.kind,
        content_type=first.content_type,
        object_id__in=[task.object_id for task in tasks],
        key__in={task.key for task in tasks},
    )


def _open_new(tasks: list[Task]) -> list[Task]:
    """Those that are not there yet: with a key never a second time, without one not while the first is open."""
    if not tasks:
        return []
    there = _same(tasks).filter(~Q(key="") | Q(status=Task.Status.OPEN))
    known = set(there.values_list("object_id", "key"))
    new = [task for task in tasks if (task.object_id, task.key) not in known]
    return Task.objects.bulk_create(new, ignore_conflicts=True)  # somebody else may open one at the same moment


def _tell_of(tasks: list[Task], rows: dict[int, tuple]) -> None:
    """What open_task() tells: one notice for each, which leads to its document."""
    keys = dict(_same(tasks).open().values_list("object_id", "pk"))
    notify_many(
        Message(
            [task.person],
            rows[task.object_id][2],
            url=rows[task.object_id][0].get_absolute_url(),
            body=task.body,
            key=f"task-{keys[task.object_id]}",
            due_at=at(task.due_on, END_OF_DAY) if task.due_on else None,
        )
        for task in tasks
        if task.object_id in keys
    )


@transaction.atomic
def cancel_tasks(documents: list, kinds: list[str]) -> int:
    """close_tasks() for many documents of one model that no longer need theirs; returns how many."""
    if not documents:
        return 0
    content = ContentType.objects.get_for_model(documents[0])
    rows = Task.objects.open().filter(
        content_type=content, kind__in=kinds, object_id__in=[each.pk for each in documents]
    )
    return rows.update(status=Task.Status.CANCELLED, done_at=timezone.now())


@transaction.atomic
def finish_task(pk: int, user: User, comment: str = "") -> Task:
    """Its person says that it is done; kinds that are closed by the act itself cannot be ticked off by hand."""
    task = lock(Task, pk, "person")
    guard(task, Task.Status.DONE)
    require(may(user, "task", "U", owner=task.person), _("A task is finished by the person it was given to."))
    kind = task_kind(task.kind)
    if kind and not kind.by_hand:
        raise BusinessError(kind.how)
    return _close(task, Task.Status.DONE, user, comment)


@transaction.atomic
def close_tasks(
    document: Any, kinds: Any, user: User = None, *, key: str | None = None, cancelled: bool = False
) -> int:
    """The thing is done (or no longer needed): close the open to-dos of these kinds; returns how many."""
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    rows = Task.objects.about(document).open().filter(kind__in=kinds).select_for_update(of=("self",)).order_by("pk")
    if key is not None:
        rows = rows.filter(key=key)
    status = Task.Status.CANCELLED if cancelled else Task.Status.DONE
    return len([_close(task, status, user) for task in rows])


def close_tasks_of_kind(kind: str, key: str) -> int:
    """For a job: the period of these to-dos is over, whatever their documents; returns how many were cancelled."""
    rows = Task.objects.filter(kind=kind, key=key).open()
    return rows.update(status=Task.Status.CANCELLED, done_at=timezone.now())


@transaction.atomic
def hand_over_tasks(document: Document, person: User, *, kinds: Any = None) -> int:
    """The document has a new responsible person: its open to-dos become his; returns how many."""
    rows = Task.objects.filter(
        content_type=ContentType.objects.get_for_model(document), object_id=document.pk, status=Task.Status.OPEN
    ).exclude(person=person)
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    return rows.update(person=person)


def _close(task: Task, status: Any, user: User, comment: str = "") -> Task:
    task.status, task.done_by, task.done_at = str(status), user, timezone.now()
    task.comment = comment[:500]
    task.save(update_fields=["status", "done_by", "done_at", "comment"])
    return task
