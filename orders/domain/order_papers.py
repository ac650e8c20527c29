"""The order, with and without prices, and the order change request (F-19)."""

from orders.domain.order_change_entry import lines_of
from orders.domain.order_change_words import differences_of
from salesmgmt.core.domain import approvals
from salesmgmt.core.money import rmb_in_words
from salesmgmt.core.output import pdf


@pdf.in_chinese
def order_paper(order, *, prices):
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
    return pdf.render("orders/pdf/order.html", context)


@pdf.in_chinese
def change_paper(change, *, prices):
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
        "draft": change.status == "draft",
        "signatures": [
            ("制单", change.created_by, change.created_at),
            ("审核", change.assessed_by, change.assessed_at),
            ("批准", last.decided_by if last else "", last.decided_at if last else None),
        ],
    }
    return pdf.render("orders/pdf/order_change.html", context)
