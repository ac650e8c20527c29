"""The list of a payment batch (费用支付清单): who is paid what and where to, with sums and signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.money import ZERO, rmb_in_words
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from performance.expense_batch.models import ExpenseBatch

TEMPLATE = "performance/expense_batch/paper.html"


@pdf.in_chinese
def batch_pdf(batch: ExpenseBatch) -> bytes:
    return pdf.render(TEMPLATE, paper_context(batch))


def paper_context(batch: ExpenseBatch) -> dict:
    lines = list(batch.lines.select_related("claim__claimant", "claim__department"))
    returned = [line for line in lines if line.returned_on]
    return {
        "batch": batch,
        "number": batch.number,
        "date": batch.created_at,
        "draft": False,
        "paper": "A4 landscape",
        "lines": lines,
        "allowed": sum((line.allowed for line in lines), ZERO),
        "set_off": sum((line.set_off for line in lines), ZERO),
        "words": rmb_in_words(batch.amount),
        "returned": returned,
        "returned_sum": sum((line.amount for line in returned), ZERO),
        "is_undone": batch.status == batch.Status.UNDONE,
        "signatures": [
            ("制单", batch.created_by, batch.created_at),
            ("审核", "", None),
            ("批准", "", None),
            ("出纳付款", batch.paid_by or "", batch.paid_on),
        ],
    }
