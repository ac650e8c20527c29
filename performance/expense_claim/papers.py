"""F-33, its second half: the expense claim (报销单)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.domain import approvals
from salesmgmt.core.money import rmb_in_words
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from performance.expense_claim.models import ExpenseClaim

TEMPLATE = "performance/expense_claim/paper.html"


@pdf.in_chinese
def claim_pdf(claim: ExpenseClaim) -> bytes:
    """Date, category, amount, voucher, approval, audit; the sum in capital characters (大写)."""
    return pdf.render(TEMPLATE, paper_context(claim))


def paper_context(claim: ExpenseClaim) -> dict:
    round_ = approvals.last_round(claim)
    steps = [step for step in round_.steps.all() if step.is_live and step.decided_by_id] if round_ else []
    lines = list(claim.lines.select_related("campaign", "voucher"))
    return {
        "claim": claim,
        "number": claim.number,
        "date": claim.created_at,
        "draft": claim.status in (claim.Status.DRAFT, claim.Status.DISCARDED),
        "lines": lines,
        "vouchers": sum(1 for line in lines if line.has_file),
        "words": rmb_in_words(claim.amount),
        "allowed_words": rmb_in_words(claim.allowed_amount),
        "is_cut": claim.allowed_amount != claim.amount,
        "steps": steps,
        "signatures": [
            ("报销人", claim.claimant, claim.created_at),
            *[("审批", step.decided_by, step.decided_at) for step in steps if step.key != "audit"],
            *[("财务审核", step.decided_by, step.decided_at) for step in steps if step.key == "audit"],
            *([("付款", claim.paid_by, claim.paid_on)] if claim.paid_on else []),
        ],
    }
