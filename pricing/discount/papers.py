"""F-07, the special discount request: prices asked for against the list, the reason, the opinions (QUO-04, QUO-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pricing.cost.margin import with_margins
from pricing.discount.states import SpecialDiscountStatus
from pricing.price_list.prices import discount_percent
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.output import pdf
from salesmgmt.core.permissions import sees_cost
from salesmgmt.core.states import ApprovalStepStatus

if TYPE_CHECKING:
    from typing import Any

    from pricing.discount.models import SpecialDiscount
    from salesmgmt.core.models import User

TEMPLATE = "pricing/discount/paper.html"


@pdf.in_chinese
def discount_paper(discount: SpecialDiscount, user: User) -> bytes:
    """The request as it stands; margins only for those who see cost (SEC-03)."""
    return pdf.render(TEMPLATE, paper_context(discount, user))


def paper_context(discount: Any, user: User) -> dict:
    margins = sees_cost(user)
    lines = list(discount.lines.select_related("product"))
    if margins:
        with_margins(lines, today(), price="requested_price")
    for line in lines:
        line.discount_percent = discount_percent(line.requested_price, line.list_price)
    round_ = approvals.last_round(discount)
    steps = [step for step in round_.live_steps() if step.is_decided] if round_ else []
    return {
        "discount": discount,
        "quote": discount.quote,
        "customer": discount.quote.customer,
        "lines": lines,
        "margins": margins,
        "steps": steps,
        "number": discount.number,
        "date": discount.created_at,
        "draft": discount.status != SpecialDiscountStatus.APPROVED,
        "signatures": [
            ("申请", discount.created_by, discount.created_at),
            *(
                (step.label, step.decided_by, step.decided_at)
                for step in steps
                if step.status == ApprovalStepStatus.APPROVED
            ),
        ],
    }
