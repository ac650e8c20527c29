"""What was submitted, as text, and how it differs from the round before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core import audit

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import ApprovalRound, Document


IGNORED = ("id", "status", "created_at", "updated_at", "created_by", "search", "sort_key")


def snapshot_of(document: Document) -> dict:
    """``{"fields": {name: text}, "lines": {key: {name: text}}}``; lines are those of ``SNAPSHOT_LINES``."""
    lines = {}
    for relation in getattr(document, "SNAPSHOT_LINES", ()):
        for no, row in enumerate(_with_names(getattr(document, relation)), 1):
            key = f"{relation} {no}"
            lines[key] = audit.field_values(row, exclude=IGNORED)
    return {"fields": audit.field_values(document, exclude=IGNORED), "lines": lines}


def _with_names(manager: Any) -> Any:
    """The lines with what their keys are called, in one query; their document is the one at hand."""
    keys = [each.name for each in manager.model._meta.concrete_fields if each.is_relation and each != manager.field]
    return manager.select_related(*keys) if keys else manager.all()


def compare(before: dict, after: dict) -> list:
    """``[(where, field, old, new)]`` between two snapshots; ``where`` is "" for the document itself."""
    rows = [("", name, old, new) for name, (old, new) in audit.differences(before["fields"], after["fields"]).items()]
    keys = [*before["lines"], *(key for key in after["lines"] if key not in before["lines"])]
    for key in keys:
        changed = audit.differences(before["lines"].get(key, {}), after["lines"].get(key, {}))
        rows += [(key, name, old, new) for name, (old, new) in changed.items()]
    return rows


def changes_since_last_round(round_: ApprovalRound) -> list:
    """What the applicant changed since his round before: rows of compare(); empty for the first round."""
    before = (
        type(round_)
        .objects.filter(content_type=round_.content_type_id, object_id=round_.object_id, no__lt=round_.no)
        .order_by("-no")
        .first()
    )
    return compare(before.snapshot, round_.snapshot) if before else []
