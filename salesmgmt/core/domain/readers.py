"""Who of many people may read a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from salesmgmt.core.models import User

BATCH = 50


def readers_of(document: Any, people: Iterable[User]) -> list[User]:
    """Those of these people who may read the document, in their order; asked together, not one by one."""
    asked = list(people)
    found: set[int] = set()
    for start in range(0, len(asked), BATCH):
        first, *others = [_if_seen(document, person) for person in asked[start : start + BATCH]]
        found.update(first.union(*others, all=True) if others else first)
    return [person for person in asked if person.pk in found]


def _if_seen(document: Any, person: User) -> Any:
    rows = type(document)._default_manager.visible_to(person).filter(pk=document.pk).order_by()
    return rows.annotate(reader=Value(person.pk)).values_list("reader", flat=True)
