"""Remarks on a document: to whom they are said with @name, and who follows what becomes of it."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, prefetch_related_objects
from django.utils.translation import gettext as _

from salesmgmt.core.domain.notices import Message, notify, notify_many
from salesmgmt.core.domain.readers import readers_of
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import AuditEntry, Comment, Follower, User

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from django.db.models import QuerySet

LONGEST = 2000
# A name ends where a sign stands that no name holds; what stands in a mail address names nobody.
MENTION = re.compile(r"(?<![A-Za-z0-9._-])@([^\s@,，。；;:：!！?？、（）()]+)")


@transaction.atomic
def say(document: Any, user: User, text: str) -> Comment:
    """Write a remark of at most 2,000 characters; whoever is named with @ and whoever follows is told, the author follows
    from now on. BusinessError for an empty one, for a name nobody has, and for a person who may not see the document."""
    text = text.strip()
    if not text:
        raise BusinessError(_("Write something first."))
    if len(text) > LONGEST:
        raise BusinessError(_("A comment has at most %(most)d characters.") % {"most": LONGEST})
    named = _named_in(text, document)
    comment = Comment.objects.create(document=document, author=user, text=text)
    following = User.objects.filter(pk__in=Follower.objects.of(document).values("user"))
    follow(document, user)
    for person in named:
        follow(document, person)
    told = {person.pk for person in named}
    _tell(named, document, user, comment, _asks)
    others = [each for each in following if each.pk not in told and each.pk != user.pk]
    _tell(readers_of(document, others), document, user, comment, _says)
    return comment


def _asks(document: Any, user: User) -> str:
    return _("%(person)s addresses you: %(document)s") % {"person": user, "document": document}


def _says(document: Any, user: User) -> str:
    return _("%(person)s comments: %(document)s") % {"person": user, "document": document}


def _tell(people: list, document: Any, user: User, comment: Comment, subject: Any) -> None:
    notify(
        people,
        lambda: subject(document, user),
        body=comment.text,
        url=document.get_absolute_url(),
        key=f"comment-{comment.pk}",
        sent_by=user,
    )


def _named_in(text: str, document: Any) -> list[User]:
    """The people whom a text names with @, by full name or user name."""
    found: dict[int, User] = {}
    for written in MENTION.findall(text):
        called = _called(written)
        people = readers_of(document, called)
        if not called:
            raise BusinessError(_("Nobody is called “%(name)s”.") % {"name": written})
        if not people:
            raise BusinessError(_("%(name)s may not see this document.") % {"name": written})
        if len(people) > 1:
            names = "、".join(f"@{each.username}" for each in people)
            raise BusinessError(
                _("Several people are called “%(name)s”; write %(names)s.") % {"name": written, "names": names}
            )
        found[people[0].pk] = people[0]
    return list(found.values())


def _called(written: str) -> list[User]:
    """Active people of that user name or full name; a name run into the next words counts by its beginning."""
    active = User.objects.active()
    exact = list(active.filter(username=written)) or list(active.filter(name=written))
    if exact:
        return exact
    beginnings = [written[:length] for length in range(len(written) - 1, 1, -1)]
    people = list(active.filter(name__in=beginnings))
    longest = max((len(each.name) for each in people), default=0)
    return [each for each in people if len(each.name) == longest]


def follow(document: Any, user: User) -> None:
    """From now on this person is told what is said and done."""
    last = _acts_of(document).aggregate(last=Max("pk"))["last"] or 0
    kind = ContentType.objects.get_for_model(document)
    Follower.objects.get_or_create(content_type=kind, object_id=document.pk, user=user, defaults={"told_up_to": last})


def unfollow(document: Any, user: User) -> None:
    Follower.objects.of(document).filter(user=user).delete()


def _acts_of(document: Any) -> QuerySet:
    kind = ContentType.objects.get_for_model(document)
    return AuditEntry.objects.filter(content_type=kind, object_id=document.pk)


def people_of(document: Any, user: User) -> list[User]:
    """Whom one would address: who is in charge, who wrote it, who said something, who follows; never oneself, and nobody
    who may not read it any more."""
    near = {getattr(document, name, None) for name in ("owner_id", "created_by_id")}
    near |= set(Comment.objects.of(document).values_list("author", flat=True))
    near |= set(Follower.objects.of(document).values_list("user", flat=True))
    return readers_of(document, User.objects.active().filter(pk__in=near - {None, user.pk}).order_by("name"))


def called(person: User) -> str:
    """How a remark names this person: a name in two words would end at the blank."""
    return person.username if " " in person.name or not person.name else person.name


def move(document: Any, heir: Any) -> None:
    """What was said of a document that was merged into another belongs to that; so do those who followed it."""
    Comment.objects.of(document).update(object_id=heir.pk)
    known = Follower.objects.of(heir).values("user")
    Follower.objects.of(document).filter(user__in=known).delete()
    Follower.objects.of(document).update(object_id=heir.pk)


BATCH = 500


def tell_followers(at: dt.datetime) -> int:
    """For the clock: every follower is told of the steps a document has taken since he was told last, in one notice a
    document; his own acts are no news to him. Only who has something to hear is read and written. Returns how many
    notices were made."""
    steps = AuditEntry.objects.filter(
        content_type=OuterRef("content_type"), object_id=OuterRef("object_id"), pk__gt=OuterRef("told_up_to")
    ).exclude(to_status="")
    waiting = Follower.objects.filter(Exists(steps)).select_related("user")
    rows = list(waiting.order_by("user", "content_type", "pk"))
    return sum(_tell_batch(rows[start : start + BATCH]) for start in range(0, len(rows), BATCH))


@transaction.atomic
def _tell_batch(rows: list[Follower]) -> int:
    steps: dict = {}
    entries = AuditEntry.objects.filter(
        content_type__in={row.content_type_id for row in rows},
        object_id__in={row.object_id for row in rows},
        pk__gt=min(row.told_up_to for row in rows),
    ).exclude(to_status="")
    for entry in entries.order_by("pk"):
        steps.setdefault((entry.content_type_id, entry.object_id), []).append(entry)
    prefetch_related_objects(rows, "document")
    seen, messages = _seen(rows), []
    for row in rows:
        found = [each for each in steps[row.content_type_id, row.object_id] if each.pk > row.told_up_to]
        news = [each for each in found if each.actor_id != row.user_id]
        if news and row.pk in seen:
            messages.append(_message(row, news[-1]))
        row.told_up_to = found[-1].pk
    Follower.objects.bulk_update(rows, ["told_up_to"])
    return len(notify_many(messages))


def _seen(rows: list[Follower]) -> set[int]:
    """Those whose document is there and to be read by its follower: a query for each person and kind."""
    found: set[int] = set()
    for _person_and_kind, some in groupby(rows, key=lambda row: (row.user_id, row.content_type_id)):
        of_document = {row.object_id: row for row in some if row.document is not None}
        if of_document:
            documents = type(next(iter(of_document.values())).document)._default_manager
            visible = documents.visible_to(next(iter(of_document.values())).user).filter(pk__in=of_document)
            found.update(of_document[pk].pk for pk in visible.values_list("pk", flat=True))
    return found


def _message(row: Follower, step: AuditEntry) -> Message:
    return Message(
        [row.user],
        lambda: _("%(document)s: %(step)s") % {"document": row.document, "step": step.label},
        url=row.document.get_absolute_url(),
        key=f"step-{step.pk}",
    )
