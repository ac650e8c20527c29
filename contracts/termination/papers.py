"""F-13, the record of a termination: ground, reason, course, consent, settlement, lessons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.contract.papers import internal_signatures
from contracts.termination.ending import settlement_of
from salesmgmt.core.domain import approvals
from salesmgmt.core.models import Attachment
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from contracts.termination.models import ContractTermination

TERMINATION_TEMPLATE = "contracts/termination/paper.html"


@pdf.in_chinese
def termination_paper(termination: ContractTermination) -> tuple:
    """``(bytes, file name)``; the settlement names amounts, so only those who read terminations get it."""
    round_ = approvals.last_round(termination)
    context = {
        "termination": termination,
        "contract": termination.contract,
        "customer": termination.contract.customer,
        "consent": Attachment.objects.of(termination).filter(kind="consent"),
        "settlement": settlement_of(termination),
        "steps": round_.live_steps() if round_ else [],
        "number": termination.number,
        "date": termination.terminated_at or termination.created_at,
        "draft": termination.terminated_at is None,
        "signatures": internal_signatures(termination, round_),
    }
    return pdf.render(TERMINATION_TEMPLATE, context), f"{termination.number}.pdf"
