from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.money import rmb_in_words
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from orders.order.models import Order


@pdf.in_chinese
def order_paper(order: Order, *, prices: bool) -> bytes:
    """The order as it stands, with its revision; without prices no amount at all."""
    context = {
        "order": order,
        "customer": order.customer,
        "lines": list(order.lines.select_related("product", "order")),
        "prices": prices,
        "words": rmb_in_words(order.amount) if prices else "",
        "number": f"{order.number} R{order.revision}",
        "date": order.order_date,
        "draft": not order.is_confirmed,
        "signatures": [
            ("制单", order.created_by, order.created_at),
            ("审核", order.confirmed_by, order.confirmed_at),
        ],
    }
    return pdf.render("orders/order/paper.html", context)
