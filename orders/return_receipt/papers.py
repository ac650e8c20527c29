from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from orders.return_receipt.models import ReturnReceipt


@pdf.in_chinese
def receipt_paper(receipt: ReturnReceipt) -> bytes:
    """F-26, 退货入库单: items and quantities really returned, by permit (RET-07)."""
    context = {
        "receipt": receipt,
        "ret": receipt.return_order,
        "lines": list(
            receipt.lines.select_related(
                "line__product", "line__delivery_line__note", "line__delivery_line__order_line"
            )
        ),
        "number": receipt.number,
        "date": receipt.counted_at,
        "draft": False,
        "signatures": [
            ("退货库清点", receipt.counted_by, receipt.counted_at),
            ("差异处理", receipt.resolved_by or "", receipt.resolved_at),
            ("业务员", receipt.return_order.customer.owner, None),
        ],
    }
    return pdf.render("orders/return_receipt/receipt_paper.html", context)
