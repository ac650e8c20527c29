"""Which inspections stand behind the goods of a delivery note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.inspection.models import Inspection
from orders.inspection.states import InspectionStatus
from orders.stock.models import StockEntry

if TYPE_CHECKING:
    from orders.delivery.models import DeliveryNote


def inspections_behind(note: DeliveryNote) -> list[Inspection]:
    """The decided inspections by which the goods of a note went into stock, with what was found at each check point.

    Which they are is asked by itself: joined to the rest, the database would weigh a dozen tables in every order.
    """
    entered = StockEntry.objects.filter(order_line__in=note.lines.values("order_line"))
    rows = Inspection.objects.filter(pk__in=entered.values("inspection"), quantity_passed__gt=0)
    related = ("production__order_line__product", "inspected_by", "order__customer")
    rows = rows.exclude(status=InspectionStatus.PENDING).select_related(*related)
    return list(rows.prefetch_related("readings__point").order_by("pk"))
