"""F-08, the price adjustment proposal: reason, extent, scope, expected impact, items old and new, opinions, decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pricing.adjustment.review import DECIDE
from pricing.adjustment.states import AdjustmentStatus
from salesmgmt.core.domain import approvals
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User

TEMPLATE = "pricing/adjustment/paper.html"
# A paper of more items than this is nothing anybody reads; the export has them all.
MOST_ITEMS = 500


@pdf.in_chinese
def adjustment_paper(adjustment: Any, user: User) -> Any:
    return pdf.render(TEMPLATE, paper_context(adjustment))


def paper_context(adjustment: Any) -> Any:
    round_ = approvals.last_round(adjustment)
    steps = [step for step in round_.live_steps() if step.is_decided] if round_ else []
    last = next((step for step in reversed(steps) if step.key == DECIDE), None)
    lines = list(adjustment.lines.select_related("product")[:MOST_ITEMS])
    return {
        "adjustment": adjustment,
        "lines": lines,
        "left_out": max(adjustment.item_count - len(lines), 0),
        "steps": steps,
        "review": last.data if last else {},
        "number": adjustment.number,
        "date": adjustment.created_at,
        "draft": adjustment.status in (AdjustmentStatus.DRAFT, AdjustmentStatus.REJECTED, AdjustmentStatus.DISCARDED),
        "signatures": [
            ("编制", adjustment.created_by, adjustment.created_at),
            ("审批", last.decided_by if last else "", last.decided_at if last else None),
        ],
    }
