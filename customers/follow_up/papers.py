"""F-22, the quality tracking card (产品质量跟踪卡, 003 (三)5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.calendar import today
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from customers.follow_up.models import QualityTrackingCard

TEMPLATE = "customers/follow_up/tracking_card.html"


@pdf.in_chinese
def tracking_card_pdf(card: QualityTrackingCard) -> bytes:
    """The bytes of the quality tracking card of a follow-up call (F-22, SVC-12)."""
    call = card.call
    context = {
        "draft": False,
        "card": card,
        "call": call,
        "customer": call.customer,
        "number": call.number,
        "date": today(),
        "signatures": [
            ("制表", call.created_by, call.called_at),
            ("审核", None, None),
            ("批准", None, None),
            ("客户确认", "", None),
        ],
    }
    return pdf.render(TEMPLATE, context)
