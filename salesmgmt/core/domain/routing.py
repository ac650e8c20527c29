"""Addressing a document to a role or a person beyond the row scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType

from salesmgmt.core.models.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterable

    from salesmgmt.core.models import Document, User


def route(document: Document, *, role: str = "", user: User | None = None) -> None:
    """Let every holder of ``role``, or ``user``, read the document from now on; repeating it changes nothing."""
    Route.objects.bulk_create([_route(document, role, user)], ignore_conflicts=True)


def route_many(addressed: Iterable[tuple[Document, User]]) -> None:
    """route() of many documents to a person each, in one query."""
    Route.objects.bulk_create([_route(document, "", user) for document, user in addressed], ignore_conflicts=True)


def _route(document: Document, role: str, user: User | None) -> Route:
    return Route(
        content_type=ContentType.objects.get_for_model(document),
        object_id=document.pk,
        role="" if user else str(role),
        user=user,
    )
