"""What one's people have just done and said, from the audit rows and the remarks: the newest first, on documents the reader may see."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django.utils.translation import gettext as _

from salesmgmt.core import calendar
from salesmgmt.core.models import AuditEntry, Comment
from salesmgmt.core.registry import document_kinds

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.contrib.contenttypes.models import ContentType

    from salesmgmt.core.models import User

# So many acts are looked at for one page; those on documents the reader may not see are left out.
READ = 60


class Act(NamedTuple):
    """``done`` in words, ``text`` what was said; ``kind`` is the document's kind in words."""

    at: dt.datetime
    actor: User
    done: str
    text: str
    document: Any
    kind: str

    @property
    def day(self) -> dt.date:
        return calendar.day_of(self.at)


class Feed(NamedTuple):
    """``acts``, the newest first; ``older`` is the key of the audit row where the next page begins, None at the end."""

    acts: list[Act]
    older: int | None


def feed_of(user: User, people: Iterable[User], before: int | None = None) -> Feed:
    """Acts and remarks of ``people`` (TEAM-02: those whom ``user`` leads), of which he sees the documents; ``before`` the key of an
    audit row. The remarks of a page are those of the time that its acts span."""
    of_them = [person.pk for person in people]
    rows = AuditEntry.objects.filter(actor__in=of_them)
    until = None
    if before is not None:
        rows = rows.filter(pk__lt=before)
        until = AuditEntry.objects.filter(pk=before).values_list("at", flat=True).first()
    read = list(rows.select_related("actor__unit", "content_type").order_by("-pk")[: READ + 1])
    further = read[READ - 1] if len(read) > READ else None
    said = _remarks(of_them, further.at if further else None, until)
    documents = _seen(user, [*read[:READ], *said])
    acts = [
        Act(row.at, row.actor, row.label, "", *documents[_key(row)]) for row in read[:READ] if _key(row) in documents
    ]
    acts += [
        Act(each.created_at, each.author, _("Commented on"), each.text, *documents[_key(each)])
        for each in said
        if _key(each) in documents
    ]
    return Feed(sorted(acts, key=lambda act: act.at, reverse=True), further.pk if further else None)


def _remarks(people: list[int], since: dt.datetime | None, until: dt.datetime | None) -> list[Comment]:
    """Of these people, from ``since`` on and before ``until``."""
    rows = Comment.objects.filter(author__in=people)
    if since is not None:
        rows = rows.filter(created_at__gte=since)
    if until is not None:
        rows = rows.filter(created_at__lt=until)
    return list(rows.select_related("author__unit", "content_type").order_by("-pk"))


def _key(row: AuditEntry | Comment) -> tuple[int, int]:
    return row.content_type_id, row.object_id


def _seen(user: User, rows: list) -> dict[tuple[int, int], tuple]:
    """``(document, label of its kind)`` within the reader's scope; one query a kind, whatever the number of rows."""
    labels = {kind.model: kind.label for kind in document_kinds()}
    wanted: dict[ContentType, set[int]] = defaultdict(set)
    for row in rows:
        if row.content_type.model_class() in labels:
            wanted[row.content_type].add(row.object_id)
    found = {}
    for kind, pks in wanted.items():
        model = cast(Any, kind.model_class())
        for document in model.objects.visible_to(user).filter(pk__in=pks):
            found[kind.pk, document.pk] = document, labels[model]
    return found
