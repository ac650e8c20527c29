"""Where a quality tracking card is found again: under its customer, its product, its delivery note (QC-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery

from customers.follow_up.models import QualityTrackingCard
from orders.delivery.models import DeliveryNote
from pricing.product.models import Product

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def cards_for(user: User) -> Any:
    """The cards of the calls somebody may read, with the product and the note of that customer they name (QC-04,
    003 (三)5). A call keeps both by their numbers, because it lies in an app to the left."""
    product = Product.objects.filter(code=OuterRef("product_code")).exclude(code="")
    note = DeliveryNote.objects.filter(number=OuterRef("delivery_note"), customer=OuterRef("call__customer"))
    return (
        QualityTrackingCard.objects.visible_to(user)
        .select_related("call__customer", "call__created_by")
        .annotate(product_pk=Subquery(product.values("pk")[:1]), note_pk=Subquery(note.values("pk")[:1]))
    )
