"""What one's people have just done, from the audit rows: the newest first, on documents the reader may see."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from salesmgmt.core.models import AuditEntry
from salesmgmt.core.registry import document_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.contenttypes.models import ContentType

    from salesmgmt.core.models import User

# So many acts are looked at for one page; those on documents the reader may not see are left out.
READ = 60


class Feed(NamedTuple):
    """``entries`` are ``(AuditEntry, document, its kind in words)``, the newest first; ``older`` is where the next page
    begins, None at the end."""

    entries: list
    older: int | None


def feed_of(user: User, people: Iterable[User], before: int | None = None) -> Feed:
    """Acts of ``people`` (TEAM-02: those whom ``user`` leads), of which he sees the documents; ``before`` a row's key."""
    rows = AuditEntry.objects.filter(actor__in=[person.pk for person in people])
    if before is not None:
        rows = rows.filter(pk__lt=before)
    read = list(rows.select_related("actor__unit", "content_type").order_by("-pk")[: READ + 1])
    documents = _seen(user, read[:READ])
    shown = [(row, *documents[_key(row)]) for row in read[:READ] if _key(row) in documents]
    return Feed(shown, read[READ - 1].pk if len(read) > READ else None)


def _key(row: AuditEntry) -> tuple[int, int]:
    return row.content_type_id, row.object_id


def _seen(user: User, rows: list[AuditEntry]) -> dict[tuple[int, int], tuple]:
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
