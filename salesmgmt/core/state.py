"""How a status changes: lock, guard, require, move. The only module that writes a ``status`` field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from salesmgmt.core import audit, meanwhile
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.lock_order import under_root
from salesmgmt.core.models.document import StatusField, status_trigger
from salesmgmt.core.refusal import reason_of
from salesmgmt.core.round_lock import by_engine, refuse_any_in_round, refuse_in_round

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from salesmgmt.core.models import User


__all__ = [
    "StatusField",
    "assign",
    "change",
    "change_many",
    "guard",
    "lock",
    "lock_many",
    "lock_whole",
    "move",
    "move_many",
    "require",
    "status_trigger",
]


def lock(model: type[Any], pk: int, *related: Any) -> Any:
    """The row, locked, and before it the customer whose it is (salesmgmt.core.lock_order), in one statement.

    Lock a parent before its child, and rows of one table in the order of their pk. Whoever only refers to the row by a
    foreign key is not held up. Raises BusinessError where the row has gone.
    """
    rows = under_root(model, model._base_manager.filter(pk=pk))
    rows = rows.select_for_update(of=("self",), no_key=True).select_related(*related)
    # A second time for a row that has moved to another customer while the first statement waited.
    row = rows.filter(pk=pk).first() or rows.filter(pk=pk).first()
    if row is None:
        raise BusinessError(_("This document no longer exists."))
    return row


def lock_many(model: type[Any], pks: Any, *related: Any) -> list:
    """lock() for the rows of a batch, in one statement: the customers whose they are, then the rows, by their keys.

    A row that has gone, or has moved to another customer meanwhile, is not among them.
    """
    rows = under_root(model, model._base_manager.filter(pk__in=pks)).filter(pk__in=pks).order_by("pk")
    return list(rows.select_for_update(of=("self",), no_key=True).select_related(*related))


def lock_whole(model: type[Any], pk: int, *related: Any) -> Any:
    """The row of a root, locked so that nobody adds a row that refers to it either, until the transaction ends."""
    try:
        return model._base_manager.select_for_update(of=("self",)).select_related(*related).get(pk=pk)
    except model.DoesNotExist as gone:
        raise BusinessError(_("This document no longer exists.")) from gone


def guard(document: Any, status: Any) -> None:
    """The table allows ``status`` after the present one and no approval round is open, else BusinessError (SEC-05)."""
    refuse_in_round(document)
    _guard_table(document, status)


def _guard_table(document: Any, status: Any) -> None:
    if not document.can_become(status):
        text = _("%(document)s is “%(now)s” and cannot become “%(wanted)s”.") % {
            "document": document,
            "now": document.get_status_display(),
            "wanted": dict(document._meta.get_field("status").flatchoices).get(status, status),
        }
        raise BusinessError(meanwhile.with_words(text, document))


def require(allowed: Any, message: str = "") -> None:
    """PermissionDenied (403) unless the predicate that also shows the button said yes; the reason is its own (``because``)."""
    if not allowed:
        raise PermissionDenied(message or reason_of(allowed) or _("You may not do this."))


def move(
    document: Any,
    status: Any,
    actor: User,
    *,
    comment: str = "",
    action: str = "",
    on_behalf_of: Any = None,
    **fields: Any,
) -> Any:
    """Write the new status and ``fields`` with update_fields, and the audit row, in the running transaction (DOC-04).

    ``document`` must have been locked in this transaction. The table is checked again, and so is that no round of
    approval is open: what is pending is moved by the engine alone. ``actor`` None is a job.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("move() outside a transaction")
    guard(document, status)
    old, document.status = document.status, str(status)
    changes = assign(document, fields)
    with by_engine(document):  # guarded above, once is enough
        document.save(update_fields=["status", *fields, *document.touched_fields()])
    audit.record(
        document,
        actor,
        action or "status",
        comment=comment,
        changes=changes,
        from_status=old,
        to_status=str(status),
        on_behalf_of=on_behalf_of,
    )
    return document


def change(document: Any, actor: User | None, action: str, *, comment: str = "", **fields: Any) -> Any:
    """Write fields without a status change, with the audit row; nothing is written where nothing differs.

    BusinessError while the document is in approval (SEC-05): also where only its lines are to be written afterwards.
    """
    refuse_in_round(document, fields)
    changes = assign(document, fields)
    if changes or comment:
        # People and units are changed here too, and are no documents.
        touched: list[str] = getattr(document, "touched_fields", list)()
        with by_engine(document):
            document.save(update_fields=[*fields, *touched])
        audit.record(document, actor, action, comment=comment, changes=changes)
    return document


def move_many(
    documents: list, status: Any, actor: User | None, *, comment: Callable | str = "", action: str = "", **fields: Any
) -> None:
    """move() for the locked documents of a batch, of one model: guarded each, written and recorded in two statements.

    ``comment`` may be a function of the document. BusinessError for the first that may not, and nothing is written.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("move_many() outside a transaction")
    refuse_any_in_round(documents)
    before, changes = {}, {}
    for document in documents:
        _guard_table(document, status)
        before[document.pk], document.status = document.status, str(status)
        changes[document.pk] = assign(document, fields)
    _write_many(documents, ["status", *fields])
    audit.record_many(
        documents,
        actor,
        action or "status",
        comment=comment,
        changes=lambda document: changes[document.pk],
        from_status=lambda document: before[document.pk],
        to_status=str(status),
    )


def change_many(
    documents: list,
    actor: User | None,
    action: str,
    values: Callable[[Any], dict[str, Any]] | dict[str, Any],
    *,
    comment: Callable | str = "",
) -> None:
    """change() for the locked documents of a batch, of one model: ``values`` are the fields, or a function that gives them of a
    document, the same fields of each."""
    changes = {}
    names: list[str] = []
    for document in documents:
        fields = values(document) if callable(values) else values
        names = list(fields)
        changes[document.pk] = assign(document, fields)
    refuse_any_in_round(documents, names)
    changed = [document for document in documents if changes[document.pk]]
    _write_many(changed, names)
    audit.record_many(changed, actor, action, comment=comment, changes=lambda document: changes[document.pk])


def _write_many(documents: list, names: list[str]) -> None:
    if not documents:
        return
    touched: list[str] = getattr(documents[0], "touched_fields", list)()
    for document in documents:
        for name in touched:
            document._meta.get_field(name).pre_save(document, False)
    type(documents[0])._base_manager.bulk_update(documents, [*names, *touched])


def assign(document: Any, fields: dict) -> dict:
    """Set the attributes; returns ``{field: [old, new]}`` of those that differ, as text, for the audit row."""
    changes = {}
    for name, value in fields.items():
        old = getattr(document, name)
        if old != value:
            changes[name] = [audit.as_text(old), audit.as_text(value)]
        setattr(document, name, value)
    return changes
