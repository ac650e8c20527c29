"""The append-only record of who did what, when (DOC-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import models

from salesmgmt.core.models.audit import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.db.models import QuerySet

    from salesmgmt.core.models import User


def as_text(value: Any) -> str:
    """A field value as the audit row keeps it: keys of choices and UTC, put into words when somebody reads it."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ",".join(str(each) for each in value)
    return str(value)


def record(
    document: Any,
    actor: User | None,
    action: str,
    *,
    comment: str = "",
    changes: dict | None = None,
    from_status: str = "",
    to_status: Any = "",
    on_behalf_of: Any = None,
    about: Any = (),
) -> AuditEntry:
    """Write one audit row in the running transaction. ``actor`` is None for a job of the system.

    ``about`` are the rows of one other model that the comment names (a customer in the history of a campaign): the
    timeline shows the comment to those alone who may see them all.
    """
    return AuditEntry.objects.create(
        content_type=ContentType.objects.get_for_model(document),
        object_id=document.pk,
        actor=actor,
        on_behalf_of=on_behalf_of,
        action=action,
        from_status=from_status,
        to_status=to_status,
        comment=comment,
        changes=changes or {},
        about={"model": about[0]._meta.label_lower, "pks": [each.pk for each in about]} if about else None,
    )


def record_many(
    documents: list,
    actor: User | Callable | None,
    action: str,
    *,
    comment: Callable | str = "",
    changes: Callable | None = None,
    from_status: Callable | str = "",
    to_status: Any = "",
) -> list:
    """record() for many documents of one model in one query; ``changes(document)`` gives what differs of each, and ``actor``,
    ``comment`` and ``from_status`` may be such functions as well."""
    if not documents:
        return []
    kind = ContentType.objects.get_for_model(documents[0])
    return AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                content_type=kind,
                object_id=each.pk,
                actor=actor(each) if callable(actor) else actor,
                action=action,
                from_status=from_status(each) if callable(from_status) else from_status,
                to_status=to_status,
                comment=comment(each) if callable(comment) else comment,
                changes=changes(each) if changes else {},
            )
            for each in documents
        ]
    )


def timeline(document: Any) -> QuerySet:
    """The document's audit rows, newest first, with their actors."""
    return AuditEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(document), object_id=document.pk
    ).select_related("actor", "on_behalf_of", "content_type")


NOT_TEXT = (models.BinaryField, models.JSONField)
# Columns that serve search, sorting and generic links: nobody edits them, and a course does not name them.
TECHNICAL = ("search", "sort_key", "name_key", "sound_key", "content_type", "object_id", "path")


def field_values(instance: Any, exclude: tuple = ()) -> dict:
    """``{field name: text}`` of the concrete fields, for comparing before and after an edit; see change_words."""
    values = {}
    for field in instance._meta.concrete_fields:
        if field.name in exclude or field.name in TECHNICAL or isinstance(field, NOT_TEXT):
            continue
        values[field.name] = as_text(getattr(instance, field.name))
    return values


def differences(before: dict, after: dict) -> dict:
    """``{field: [old, new]}`` between two results of field_values."""
    names = [*before, *(name for name in after if name not in before)]
    return {
        name: [before.get(name, ""), after.get(name, "")]
        for name in names
        if before.get(name, "") != after.get(name, "")
    }
