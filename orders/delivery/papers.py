from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from django.db.models import Sum

from orders.delivery.models import DeliveryNoteLine
from orders.delivery.states import DeliveryNoteKind
from orders.inspection.models import Inspection
from orders.plan.papers import plans_of
from orders.stock.papers import _stock_paper
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.output.letters import site_address
from salesmgmt.core.output.pdf import in_chinese, render
from salesmgmt.core.templatetags.salesmgmt import datefmt

if TYPE_CHECKING:
    from decimal import Decimal

    from orders.delivery.models import DeliveryNote

# DLV-02, DOC-03: one retained, one for the customer, one brought back signed to the warehouse.
DELIVERY_COPIES = ("存根联", "客户联", "回单联")
KINDS = {
    DeliveryNoteKind.SAMPLE: "样品",
    DeliveryNoteKind.SERVICE_PART: "售后服务件",
    DeliveryNoteKind.REPLACEMENT: "退货换货",
    DeliveryNoteKind.REPAIR: "返修返还",
}


def paper_rows(note: DeliveryNote) -> list:
    """The lines with what was delivered up to this note and what is still owed after it, the same whenever it is printed."""
    lines = list(note.lines.select_related("product", "order_line"))
    before = _delivered_before(note, [line.order_line_id for line in lines])
    rows = []
    for line in lines:
        so_far = before.get(line.order_line_id, 0) + line.quantity
        rows.append(
            {
                "line": line,
                "so_far": so_far,
                "owed": max(line.order_line.quantity - so_far, 0),
                "amount": line.amount,
            }
        )
    return rows


def _delivered_before(note: DeliveryNote, order_lines: list[int]) -> dict[int, Decimal]:
    """``{order line: quantity}`` on the notes issued before this one."""
    others = DeliveryNoteLine.objects.filter(order_line__in=order_lines, note__status__in=note.HOLDS_STOCK)
    others = others.exclude(note=note)
    if note.issued_at is not None:
        others = others.filter(note__issued_at__lte=note.issued_at)
    return dict(others.order_by().values_list("order_line").annotate(sum=Sum("quantity")))


def kind_words(note: DeliveryNote) -> str:
    """What the goods are, and whether they are charged; "" of an ordinary delivery."""
    kind = KINDS.get(DeliveryNoteKind(note.kind), "")
    return kind and f"{kind}（{'收费' if note.chargeable else '不收费'}）"


def qr_of(note: DeliveryNote) -> str:
    """The address of this very note as a picture: the phone of whoever is signed in opens it, and the page asks his scope
    like any other. Nothing but the address stands in it."""
    return segno.make(site_address(note.get_absolute_url()), error="m").svg_data_uri(border=1)


@in_chinese
def delivery_paper(note: DeliveryNote, *, prices: bool) -> bytes:
    """Exactly three copies, each labelled (DLV-02, DOC-03)."""
    rows = paper_rows(note)
    return render(
        "orders/delivery/paper.html",
        {
            "note": note,
            "paper": policy().delivery_note_paper,
            "kind_words": kind_words(note),
            "plans": plans_of(note),
            "qr": qr_of(note),
            "rows": rows,
            "prices": prices,
            "total": sum(row["amount"] for row in rows),
            "number": note.number,
            "date": note.issued_at or note.created_at,
            "draft": note.issued_at is None,
            "signatures": [
                ("制单", note.created_by, note.issued_at),
                ("仓管", "", None),
                ("收货人签章", note.receiver, None),
                ("签收时间", note.signed_at and datefmt(note.signed_at), None),
            ],
        },
        copies=DELIVERY_COPIES,
    )


@in_chinese
def stock_issue_paper(note: DeliveryNote) -> bytes:
    """F-20, 出库单: what the warehouse let go for a delivery note, and the inspections the goods passed."""
    issue = note.stock_issue
    rows = [
        {
            "product": line.product,
            "spec": line.order_line.spec,
            "unit": line.order_line.unit,
            "quantity": line.quantity,
            "batch": line.batch,
            "inspections": inspections_of(line.order_line_id),
        }
        for line in note.lines.select_related("product", "order_line")
    ]
    return _stock_paper("出库单", issue.number, issue.issued_at, issue.issued_by, rows, note.order, delivery=note)


def inspections_of(order_line_pk: int) -> str:
    """The numbers of the inspections whose passed goods were entered into stock."""
    rows = Inspection.objects.filter(stock_entries__order_line=order_line_pk).distinct().order_by("pk")
    return "、".join(rows.values_list("number", flat=True))
