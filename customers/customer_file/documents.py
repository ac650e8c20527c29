"""Everything that hangs on a customer and its documents: files, issued papers, the record of acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, IntegerField, Q, Value
from django.db.models.functions import Cast

from customers.customer.models import Customer
from salesmgmt.core.models import Attachment, AuditEntry, IssuedDocument
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.registry import document_kinds

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet

    from salesmgmt.core.models import User
    from salesmgmt.core.models.attachment import AttachmentQuerySet

# The newest documents of each kind; a page of files or acts of older ones is on the document's own page.
NEWEST = 500
OWNER_PATH = "customer__owner"


def path_to_customer(model: type[Any]) -> str | None:
    """From a document to its customer: ``customer``, ``order__customer``, None where it has none."""
    owner = getattr(model.objects.none(), "OWNER", "")
    path = owner.removesuffix("__owner") if owner.endswith(OWNER_PATH) else "customer"
    found = model
    for name in path.split("__"):
        field = next((field for field in found._meta.concrete_fields if field.name == name), None)
        if field is None:
            return None
        found = field.related_model
    return path if found is Customer else None


def documents_of(customer: Customer, user: User) -> dict:
    """``{content type pk: [ids]}`` of the customer, the files merged into it, and its documents this person may see.

    One query, whatever the number of kinds and rows.
    """
    files = Customer.objects.filter(Q(pk=customer.pk) | Q(merged_into=customer.pk))
    parts = [_ids(Customer, files)]
    for kind in document_kinds():
        path = path_to_customer(kind.model)
        if path:
            rows = kind.model.objects.visible_to(user).filter(**{f"{path}__in": files.values("pk")})
            parts.append(_ids(kind.model, rows))
    found: dict = {}
    for type_pk, pk in parts[0].union(*parts[1:], all=True):
        found.setdefault(type_pk, []).append(pk)
    return found


def _ids(model: type[Any], rows: Any) -> Any:
    type_pk = ContentType.objects.get_for_model(model).pk
    return (
        rows.order_by("-pk")
        .annotate(kind_pk=Value(type_pk, IntegerField()), row_pk=Cast("pk", BigIntegerField()))
        .values_list("kind_pk", "row_pk")[:NEWEST]
    )


def _about(documents: dict) -> Any:
    """Rows of a generic table about any of these documents."""
    condition = Q(pk__in=[])
    for type_pk, ids in documents.items():
        condition |= Q(content_type=type_pk, object_id__in=ids)
    return condition


def files_of(documents: dict) -> AttachmentQuerySet:
    """The attachments, newest first."""
    rows = Attachment.objects.filter(_about(documents), removed_at__isnull=True)
    return rows.select_related("uploaded_by", "content_type").prefetch_related("document").order_by("-pk")


def papers_of(documents: dict, user: User) -> QuerySet:
    """The issued papers, newest first; those with prices only for people who may see prices."""
    rows = IssuedDocument.objects.filter(_about(documents))
    if not sees_prices(user):
        rows = rows.filter(has_prices=False)
    return rows.select_related("issued_by", "content_type").prefetch_related("document").order_by("-pk")


def acts_of(documents: dict) -> QuerySet:
    """The record of everything that was done, newest first."""
    rows = AuditEntry.objects.filter(_about(documents))
    return rows.select_related("actor", "on_behalf_of", "content_type").prefetch_related("target").order_by("-pk")
