"""F-38, the penalty decision (处罚决定)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.penalty.states import IN_FORCE, PenaltyStatus
from salesmgmt.core.calendar import today
from salesmgmt.core.money import rmb_in_words
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from performance.penalty.models import Penalty

TEMPLATE = "performance/penalty/paper.html"


@pdf.in_chinese
def penalty_pdf(penalty: Penalty) -> bytes:
    """Person, customer, facts, loss, rate or manual amount, hearing, decision of the general manager."""
    return pdf.render(TEMPLATE, paper_context(penalty))


def paper_context(penalty: Penalty) -> dict:
    return {
        "penalty": penalty,
        "number": penalty.number,
        "date": penalty.decided_on or today(),
        "draft": penalty.status not in (*IN_FORCE, PenaltyStatus.DISMISSED),
        "words": rmb_in_words(penalty.amount) if penalty.amount is not None else "",
        "recoveries": list(penalty.recoveries.all()),
        "signatures": [
            ("提出人", penalty.created_by, None),
            ("当事人", "", None),
            ("总经理", penalty.decided_by or "", penalty.decided_on),
        ],
    }
