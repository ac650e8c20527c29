"""F-33, its second half: the expense claim (报销单)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.expense_claim.binding import bound, glued
from salesmgmt.core.domain import approvals
from salesmgmt.core.money import rmb_in_words
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from performance.expense_claim.models import ExpenseClaim

TEMPLATE = "performance/expense_claim/paper.html"


@pdf.in_chinese
def claim_pdf(claim: ExpenseClaim) -> bytes:
    """Date, category, amount, voucher, approval, audit; the sum in capital characters (大写); behind it the vouchers, as
    they are glued on a sheet of their own (原始凭证粘贴单), and those that are PDF page by page."""
    context = paper_context(claim)
    return bound(pdf.render(TEMPLATE, context), context["glued"])


def paper_context(claim: ExpenseClaim) -> dict:
    round_ = approvals.last_round(claim)
    steps = [step for step in round_.steps.all() if step.is_live and step.decided_by_id] if round_ else []
    lines = list(claim.lines.select_related("customer", "visit", "campaign", "voucher"))
    sheet = glued(lines)
    return {
        "claim": claim,
        "number": claim.number,
        "date": claim.created_at,
        "draft": claim.status in (claim.Status.DRAFT, claim.Status.DISCARDED),
        "lines": lines,
        "vouchers": len(sheet),
        "glued": sheet,
        "words": rmb_in_words(claim.amount),
        "allowed_words": rmb_in_words(claim.allowed_amount),
        "set_off": claim.set_off,
        "paid_out": claim.paid_out,
        "is_cut": claim.allowed_amount != claim.amount,
        "steps": steps,
        "signatures": [
            ("报销人", claim.claimant, claim.created_at),
            *[("审批", step.decided_by, step.decided_at) for step in steps if step.key != "audit"],
            *[("财务审核", step.decided_by, step.decided_at) for step in steps if step.key == "audit"],
            *([("付款", claim.paid_by, claim.paid_on)] if claim.paid_on else []),
        ],
    }
