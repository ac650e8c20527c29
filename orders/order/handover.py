"""Handing orders over to the departments that plan from them (ORD-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType

from salesmgmt.core.domain.notices import notify_department
from salesmgmt.core.models import DepartmentNotice
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import Document, User

DEPARTMENTS = (Role.PROD, Role.PUR, Role.LOG)


def tell_departments(document: Any, subject: Any, user: User, body: str = "") -> None:
    """A hand-over to production, purchasing and logistics; each acknowledges it (ORD-05, TEAM-09)."""
    for role in DEPARTMENTS:
        notify_department(document, role, subject, sent_by=user, body=body)


def handovers_of(document: Document) -> Any:
    """The hand-overs of a document with who took note of them, in the order they were sent."""
    kind = ContentType.objects.get_for_model(document)
    rows = DepartmentNotice.objects.filter(content_type=kind, object_id=document.pk)
    return rows.select_related("acknowledged_by").order_by("pk")
