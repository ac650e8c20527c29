"""Papers of plan release and delivery (F-16, F-21)."""

from orders.domain.order_progress import with_quantities
from orders.models import OrderLine
from salesmgmt.core.output.pdf import render
from salesmgmt.core.permissions import Role

# DLV-02, DOC-03: one retained, one for the customer, one brought back signed to the warehouse.
DELIVERY_COPIES = ("存根联", "客户联", "回单联")


def plan_paper(plan):
    """The sales plan release form; a draft until the head of sales has signed (PRD-04)."""
    return render(
        "orders/pdf/plan_release.html",
        {
            "plan": plan,
            "lines": plan.lines.select_related("order_line__product"),
            "departments": [Role(code).label for code in plan.departments],
            "number": plan.number,
            "date": plan.released_at or plan.created_at,
            "draft": plan.released_at is None,
            "signatures": [
                ("制单", plan.created_by, plan.created_at),
                ("销售负责人", plan.released_by, plan.released_at),
            ],
        },
    )


def paper_rows(note):
    """The lines with what was delivered up to this note and what is still owed after it."""
    lines = list(note.lines.select_related("product", "order_line"))
    stock = with_quantities(OrderLine.objects.filter(pk__in=[line.order_line_id for line in lines])).in_bulk()
    rows = []
    for line in lines:
        held = stock[line.order_line_id].held + (line.quantity if note.status == "draft" else 0)
        rows.append(
            {
                "line": line,
                "so_far": held,
                "owed": max(line.order_line.quantity - held, 0),
                "amount": line.amount,
            }
        )
    return rows


def delivery_paper(note, *, prices):
    """Exactly three copies, each labelled (DLV-02, DOC-03)."""
    rows = paper_rows(note)
    return render(
        "orders/pdf/delivery.html",
        {
            "note": note,
            "rows": rows,
            "prices": prices,
            "total": sum(row["amount"] for row in rows),
            "number": note.number,
            "date": note.issued_at or note.created_at,
            "draft": note.issued_at is None,
            "signatures": [
                ("制单", note.created_by, note.issued_at),
                ("仓管", "", None),
                ("收货人签章", note.receiver, note.signed_at),
            ],
        },
        copies=DELIVERY_COPIES,
    )
