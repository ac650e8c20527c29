"""Which inspections stand behind the goods of a delivery note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.inspection.models import Inspection
from orders.inspection.states import InspectionStatus

if TYPE_CHECKING:
    from orders.delivery.models import DeliveryNote


def inspections_behind(note: DeliveryNote) -> list[Inspection]:
    """The decided inspections by which the goods of a note went into stock, with what was found at each check point."""
    rows = Inspection.objects.filter(
        stock_entries__order_line__delivery_lines__note=note.pk, quantity_passed__gt=0
    ).exclude(status=InspectionStatus.PENDING)
    related = ("production__order_line__product", "inspected_by", "order__customer")
    return list(rows.select_related(*related).prefetch_related("readings__point").distinct().order_by("pk"))
