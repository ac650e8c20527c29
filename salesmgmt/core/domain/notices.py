"""Telling people and departments: rows first, mail after the commit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from salesmgmt.core import audit, words
from salesmgmt.core.acting import acting_person
from salesmgmt.core.calendar import deadline, up_if_due_before
from salesmgmt.core.domain.queueing import enqueue
from salesmgmt.core.domain.routing import route
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.models import DepartmentNotice, Notice, User
from salesmgmt.core.output.letters import one_line
from salesmgmt.core.permissions import DEPARTMENT_ROLES
from salesmgmt.core.refusal import because
from salesmgmt.core.state import guard, lock, require

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from salesmgmt.core.models import Document
    from salesmgmt.core.permissions import Role


def in_language_of(user: User, text: Any) -> str:
    """A text, or what a function gives, in the language that the person has chosen: not in that of who acts."""
    with translation.override(user.language):
        return str(text() if callable(text) else text)


@dataclass(frozen=True)
class Message:
    """What is told to some people: the arguments of notify(), for notify_many()."""

    users: Iterable[User | None]
    subject: Any
    url: str = ""
    body: Any = ""
    key: str | None = None
    sent_by: User | None = None
    due_at: dt.datetime | None = None


def notify(
    users: Any,
    subject: Any,
    *,
    url: str = "",
    body: Any = "",
    key: str | None = None,
    sent_by: User | None = None,
    due_at: dt.datetime | None = None,
) -> list:
    """Write one notice per active person, once per ``key``, and mail them after the commit.

    ``subject`` and ``body`` are texts, or functions that give them: they are asked in the language of who reads them.
    ``users`` may hold None and repetitions. ``sent_by`` is who asks, else the person of
    the request, ``due_at`` until when: the mail says both.
    Returns the notices made now.
    """
    return notify_many([Message(users, subject, url, body, key, sent_by, due_at)])


def notify_many(messages: Iterable[Message]) -> list[Notice]:
    """notify() for what a job has to say about many documents: two queries, however many messages and people."""
    acting = acting_person()
    wanted: list[tuple[User, Message]] = []
    for message in messages:
        people = {user.pk: user for user in message.users if user is not None and user.is_active}
        wanted += [(user, message) for user in people.values()]
    keys = {message.key for _user, message in wanted if message.key is not None}
    known = set()
    if keys:
        rows = Notice.objects.filter(user__in={user.pk for user, _message in wanted}, key__in=keys)
        known = set(rows.values_list("user_id", "key"))
    new: dict[Any, Notice] = {}
    for user, message in wanted:
        once = (user.pk, message.key) if message.key is not None else len(new)
        if once not in known and once not in new:
            new[once] = _notice(user, message, message.sent_by or acting)
    notices = Notice.objects.bulk_create(new.values(), ignore_conflicts=bool(keys), batch_size=1000)
    # Once per transaction: one task mails whatever is waiting, and a job may tell a thousand people.
    if notices and not any(entry[1] is _send_mail for entry in connection.run_on_commit):
        transaction.on_commit(_send_mail)
    return notices


def _notice(user: User, message: Message, sender: User | None) -> Notice:
    return Notice(
        user=user,
        subject=one_line(in_language_of(user, message.subject), 200),
        body=in_language_of(user, message.body),
        url=message.url,
        key=message.key,
        sent_by_id=sender.pk if sender is not None and sender.pk != user.pk else None,
        due_at=message.due_at,
    )


def _send_mail() -> None:
    enqueue("salesmgmt.core.tasks.send_pending_mail")


def notify_roles(roles: list, subject: Any, **kwargs: Any) -> list[Notice]:
    """notify() every active holder of one of the roles."""
    return notify(User.objects.with_role(*roles), subject, **kwargs)


def mark_read(user: User, pks: Any = None) -> int:
    """Mark the person's own unread notices (all, or those of ``pks``, a list or a query) as read; returns how many."""
    notices = Notice.objects.filter(user=user, read_at__isnull=True)
    if pks is not None:
        notices = notices.filter(pk__in=pks)
    return notices.update(read_at=timezone.now())


def notify_department(
    document: Document,
    role: Role | str,
    subject: Any,
    *,
    sent_by: User,
    body: str = "",
    due_at: dt.datetime | None = None,
    url: str = "",
) -> DepartmentNotice:
    """Hand a document over to a department: it may read it, and is asked to acknowledge (TEAM-09, ORD-05).

    Every hand-over has a due time: that of the work where the sender names one, otherwise that of the acknowledgement
    (SET-54). ``url`` is where the message leads, the document itself unless the department may not open it yet.
    """
    due_at = due_at or deadline(timezone.now(), policy().unacknowledged_hours)
    notice = DepartmentNotice.objects.create(
        content_type=ContentType.objects.get_for_model(document),
        object_id=document.pk,
        role=str(role),
        subject=one_line(subject() if callable(subject) else subject, 200),  # read by many
        body=str(body),
        sent_by=sent_by,
        due_at=due_at,
    )
    route(document, role=role)
    notify_roles([role], subject, url=url or document.get_absolute_url(), body=body, sent_by=sent_by, due_at=due_at)
    return notice


@because(gettext_lazy("A notice is acknowledged by the department it was addressed to."))
def can_acknowledge_notice(user: User, notice: DepartmentNotice) -> bool:
    """A member of the department that was addressed, or who substitutes one today."""
    return notice.role in user.acting_roles and notice.role in DEPARTMENT_ROLES


@transaction.atomic
def acknowledge(pk: int, user: User) -> DepartmentNotice:
    """A member of the department takes note: sent → acknowledged; the sender is told (TEAM-09)."""
    notice = lock(DepartmentNotice, pk)
    guard(notice, DepartmentNotice.Status.ACKNOWLEDGED)
    require(can_acknowledge_notice(user, notice))
    return _take_note(notice, user)


def _take_note(notice: DepartmentNotice, user: User) -> DepartmentNotice:
    notice.status = DepartmentNotice.Status.ACKNOWLEDGED
    notice.acknowledged_by, notice.acknowledged_at = user, timezone.now()
    notice.save(update_fields=["status", "acknowledged_by", "acknowledged_at"])
    audit.record(
        notice.document,
        user,
        gettext_noop("Hand-over acknowledged"),
        comment=words.headed(notice.get_role_display, notice),
    )
    return notice


@transaction.atomic
def finish(pk: int, user: User) -> DepartmentNotice:
    """The department has done what it was asked: acknowledged → done (TEAM-09)."""
    notice = lock(DepartmentNotice, pk)
    guard(notice, DepartmentNotice.Status.DONE)
    require(can_acknowledge_notice(user, notice))
    return _done(notice, user)


def _done(notice: DepartmentNotice, user: User, tell: bool = True) -> DepartmentNotice:
    notice.status = DepartmentNotice.Status.DONE
    notice.done_by, notice.done_at = user, timezone.now()
    notice.save(update_fields=["status", "done_by", "done_at"])
    audit.record(
        notice.document, user, gettext_noop("Hand-over done"), comment=words.headed(notice.get_role_display, notice)
    )
    if tell and notice.sent_by and notice.sent_by != user:
        notify([notice.sent_by], lambda: _("Done: %(subject)s") % {"subject": notice.subject}, sent_by=user)
    return notice


@transaction.atomic
def settle_notices(document: Document, user: User, role: str = "", tell: bool = True) -> None:
    """The work was done on the document itself: its open hand-overs are done with it (TEAM-09).

    With ``role`` those of that department, whoever reported the work; without it those this person may answer.
    ``tell=False`` where the sender hears of the work anyway.
    """
    kind = ContentType.objects.get_for_model(document)
    rows = DepartmentNotice.objects.select_for_update().filter(content_type=kind, object_id=document.pk)
    for notice in rows.exclude(status=DepartmentNotice.Status.DONE).order_by("pk"):
        if notice.role == role or (not role and can_acknowledge_notice(user, notice)):
            if notice.status == DepartmentNotice.Status.SENT:
                _take_note(notice, user)
            _done(notice, user, tell)


def unacknowledged(sent_before: dt.datetime) -> QuerySet:
    """The hand-overs sent before that moment that nobody has acknowledged (TEAM-09)."""
    return DepartmentNotice.objects.filter(status=DepartmentNotice.Status.SENT, sent_at__lt=sent_before)


def tell_unacknowledged(at: dt.datetime) -> int:
    """J13 unacknowledged notices: each sender is told how many of his hand-overs nobody acknowledged (TEAM-09).

    One notice a sender, and a new one only when another hand-over has become late since.
    """
    late = unacknowledged(up_if_due_before(at) - dt.timedelta(hours=policy().unacknowledged_hours))
    rows = (
        late.filter(sent_by__is_active=True).order_by().values("sent_by").annotate(number=Count("pk"), newest=Max("pk"))
    )
    found = {row["sent_by"]: row for row in rows}
    told = notify_many(
        Message(
            [person],
            lambda number=found[person.pk]["number"]: (
                ngettext("%(n)d hand-over is not acknowledged", "%(n)d hand-overs are not acknowledged", number)
                % {"n": number}
            ),
            url=f"{reverse('notices')}?box=sent",
            key=f"unacknowledged-{found[person.pk]['newest']}",
        )
        for person in User.objects.filter(pk__in=found).order_by("pk")
    )
    return len(told)
