from __future__ import annotations

from typing import TYPE_CHECKING

from orders.order_change.entry import lines_of
from orders.order_change.states import OrderChangeStatus
from orders.order_change.words import differences_of
from salesmgmt.core.domain import approvals
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from orders.order_change.models import OrderChange


@pdf.in_chinese
def change_paper(change: OrderChange, *, prices: bool) -> bytes:
    """F-19: order no., content, reason, expected impact; the three impacts, the opinions, the decision."""
    round_ = approvals.last_round(change)
    steps = [step for step in round_.live_steps() if step.is_decided] if round_ else []
    lines = differences_of(change, lines_of(change), prices=prices)
    last = steps[-1] if steps and steps[-1].key == "decide" else None
    context = {
        "change": change,
        "customer": change.order.customer,
        "lines": lines,
        "steps": steps,
        "number": change.number,
        "date": change.created_at,
        "draft": change.status == OrderChangeStatus.DRAFT,
        "signatures": [
            ("制单", change.created_by, change.created_at),
            ("审核", change.assessed_by, change.assessed_at),
            ("批准", last.decided_by if last else "", last.decided_at if last else None),
        ],
    }
    return pdf.render("orders/order_change/paper.html", context)
