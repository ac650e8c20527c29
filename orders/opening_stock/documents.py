"""What the documents say of the stock: who begins to keep it starts from here, and who checks it compares with it."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Sum

from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.delivery.supplied import LEFT
from orders.inspection.models import Inspection
from orders.opening_stock.models import OpeningStock
from orders.order.models import OrderLine
from orders.order.progress import with_quantities
from orders.production.models import Production
from orders.return_order.models import ReturnLine
from orders.return_receipt.models import ReturnDisposition
from orders.stock.allotment import ENDED
from orders.stock.models import StockEntry
from orders.stock.states import StockState
from orders.stock_count.models import StockCount

if TYPE_CHECKING:
    from typing import Any

IN_STORE = "in_store"
ZERO = Decimal(0)
Kind = ReturnDisposition.Kind


def by_documents() -> dict:
    """``{product pk: {state or "in_store": quantity}}``: everything that no movement was asked for; a query for each line.

    Free and kept for orders are one here, in the store together with what stands on delivery notes: which of both it is
    says no document of its own.
    """
    found: dict = defaultdict(lambda: defaultdict(Decimal))

    def add(state: str, rows: Any, product: str, quantity: Any, sign: int = 1) -> None:
        for pk, total in rows.order_by().values_list(product).annotate(total=Sum(quantity)):
            found[pk][state] += sign * (total or ZERO)

    ours = Production.objects.exclude(kind=Production.Kind.REPAIR)
    unfinished = ours.filter(status__in=[Production.Status.PLANNED, Production.Status.IN_PRODUCTION])
    inspections = Inspection.objects.filter(production__in=ours)
    later = Inspection.objects.filter(production=OuterRef("production"), pk__gt=OuterRef("pk"))
    failed = inspections.failed().filter(~Exists(later))
    made_for = "production__order_line__product"
    add(StockState.MADE, unfinished, "order_line__product", "quantity_done")
    add(StockState.MADE, inspections.filter(status=Inspection.Status.PENDING), made_for, "quantity")
    add(StockState.REWORK, failed, made_for, F("quantity") - F("quantity_passed"))
    add(StockState.PASSED, inspections, made_for, "quantity_passed")
    add(StockState.PASSED, StockEntry.objects.all(), "order_line__product", "quantity", -1)
    add(IN_STORE, StockEntry.objects.all(), "order_line__product", "quantity")
    add(IN_STORE, DeliveryNoteLine.objects.filter(note__status__in=LEFT), "product", "quantity", -1)
    issued = DeliveryNoteLine.objects.filter(note__status=DeliveryNote.Status.ISSUED)
    add(StockState.RESERVED, issued, "product", "quantity")
    add(StockState.RETURNED, ReturnLine.objects.filter(counted__isnull=False), "product", "counted")
    decided = ReturnDisposition.objects.filter(taken_back_at__isnull=True)
    add(StockState.RETURNED, decided, "line__product", "quantity", -1)
    reworked = decided.filter(kind=Kind.REWORK)
    add(StockState.REWORK, reworked.filter(reworked_at__isnull=True), "line__product", "quantity")
    add(IN_STORE, reworked.filter(reworked_at__isnull=False), "line__product", "reworked_good")
    add(IN_STORE, decided.filter(kind=Kind.STOCK), "line__product", "quantity")
    posted = StockCount.objects.filter(status=StockCount.Status.POSTED)
    add(IN_STORE, posted, "product", F("counted") - F("book"))
    add(IN_STORE, OpeningStock.objects.all(), "product", F("quantity") - F("book"))
    return found


def kept_for_orders() -> list:
    """``[(order line, quantity)]`` that was taken in for running orders and is on no delivery note."""
    lines = OrderLine.objects.filter(Exists(StockEntry.objects.filter(order_line=OuterRef("pk"))))
    rows = with_quantities(lines.exclude(order__status__in=ENDED).order_by("pk"))
    return [(line, line.entered - line.held) for line in rows if line.entered > line.held]
