"""The demand notice or telephone record on paper (F-14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.demand.states import DemandNoticeStatus
from salesmgmt.core.domain import approvals
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from orders.demand.models import DemandNotice


@pdf.in_chinese
def demand_paper(demand: DemandNotice, *, prices: bool) -> bytes:
    """F-14: who called for what, the rep's checks, the head's decision."""
    round_ = approvals.last_round(demand)
    steps = [step for step in round_.live_steps() if step.is_decided] if round_ else []
    context = {
        "demand": demand,
        "customer": demand.customer,
        "lines": list(demand.lines.select_related("product")),
        "steps": steps,
        "prices": prices,
        "number": demand.number,
        "date": demand.received_at,
        "draft": demand.status in (DemandNoticeStatus.RECEIVED, DemandNoticeStatus.CHECKED),
        "signatures": _signatures(demand, steps),
    }
    return pdf.render("orders/demand/paper.html", context)


def _signatures(demand: DemandNotice, steps: list) -> list:
    rows = [("制单", demand.created_by, demand.created_at)]
    if demand.checked_by:
        rows.append(("核对", demand.checked_by, demand.checked_at))
    if steps:
        rows.append(("批准", steps[-1].decided_by, steps[-1].decided_at))
    return rows
