"""What an edit changed, kept in one place: the audit row that names its fields and lines (DOC-04, SEC-04).

Who wrote a document is read from these rows (salesmgmt.core.domain.approvals.authors), so an edit that leaves none
would let its writer decide on it. Every edit page runs under ``recorded``; a domain function that others call too
runs under it itself.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from salesmgmt.core import audit
from salesmgmt.core.domain.approvals.authors import content_of, is_content
from salesmgmt.core.domain.approvals.snapshot import compare, snapshot_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from salesmgmt.core.models import Document, User


def content_changes(model: type[Any], before: dict, after: dict) -> dict:
    """``{name: [old, new]}`` between two snapshots; the fields of a line are named ``lines 2 price``."""
    return {
        f"{where} {name}".strip(): [old, new]
        for where, name, old, new in compare(before, after)
        if (not _is_parent(model, where, name) if where else is_content(model, name))
    }


def _is_parent(model: type[Any], where: str, name: str) -> bool:
    """The key of a line to its document, whose words change with the document's own."""
    return model._meta.get_field(where.partition(" ")[0]).field.name == name


@contextmanager
def recorded(document: Any, user: User) -> Iterator:
    """Run an edit; what it changed stands in an audit row of ``user`` afterwards, with its fields and lines.

    Where the edit wrote such a row itself, none is added. The caller holds the lock and the transaction.
    """
    model = type(document)
    before, last = snapshot_of(_stored(document)), _newest(document)
    yield
    if any(content_of(entry, model) for entry in audit.timeline(document).filter(pk__gt=last, actor=user)):
        return
    now = _stored(document)
    changes = content_changes(model, before, snapshot_of(now))
    if changes:
        audit.record(now, user, gettext_noop("Edited"), changes=changes)


def _stored(document: Document) -> Any:
    """The document as the database has it, so that what was assigned and not saved counts for nothing."""
    return type(document)._base_manager.get(pk=document.pk)


def _newest(document: Any) -> int:
    return audit.timeline(document).order_by("-pk").values_list("pk", flat=True).first() or 0
