from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.output.pdf import in_chinese, render

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from orders.order.models import Order
    from orders.stock.models import StockEntry
    from salesmgmt.core.models import User


@in_chinese
def stock_entry_paper(entry: StockEntry) -> bytes:
    """F-20, 入库单: what the warehouse took in of an inspection."""
    inspection, line = entry.inspection, entry.order_line
    row = {
        "product": line.product,
        "spec": line.spec,
        "unit": line.unit,
        "quantity": entry.quantity,
        "batch": "",
        "inspections": inspection.number,
    }
    return _stock_paper("入库单", entry.number, entry.entered_at, entry.entered_by, [row], inspection.order)


def _stock_paper(
    title: str, number: str, at: dt.datetime, by: User, rows: list, order: Order, delivery: Any = None
) -> bytes:
    return render(
        "orders/stock/paper.html",
        {
            "title": title,
            "order": order,
            "delivery": delivery,
            "rows": rows,
            "number": number,
            "date": at,
            "moment": at,
            "draft": False,
            "signatures": [("制单", by, at), ("仓管", by, at), ("领料 / 送货人" if delivery else "交库人", "", None)],
        },
    )
