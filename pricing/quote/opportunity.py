"""What a quote means for the opportunity it belongs to: the opportunity follows its quotes (OPP-03, OPP-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.negotiation.rounds import offer_revised, offer_sent, why_no_offer
from customers.opportunity.models import Opportunity
from pricing.quote.states import QuoteStatus
from salesmgmt.core.exceptions import BusinessError

if TYPE_CHECKING:
    from pricing.quote.models import Quote
    from salesmgmt.core.models import User


def refuse_before_solution(quote: Quote) -> None:
    """A quote is put up for approval only when its opportunity may be quoted: not at the end, when it is to go out."""
    reason = why_no_offer(quote.opportunity) if quote.opportunity else ""
    if reason:
        raise BusinessError(reason, link=quote.opportunity.get_absolute_url())


def follow_sending(quote: Quote, user: User) -> None:
    """quoting → quoted, in the transaction that sends the quote (OPP-03)."""
    if quote.opportunity_id:
        offer_sent(quote.opportunity_id, user, quote)


def follow_revision(quote: Quote, user: User) -> None:
    """negotiation → quoting, when a new version is begun (states.md)."""
    if quote.opportunity_id:
        offer_revised(quote.opportunity_id, user, quote)


def offer_of(opportunity: Opportunity) -> dict:
    """The terms of the last quote that went out, as a negotiation begins with them: the fact "offer"."""
    quote = (
        opportunity.quotes.filter(status__in=[QuoteStatus.SENT, QuoteStatus.ACCEPTED, QuoteStatus.CONVERTED])
        .order_by("-pk")
        .first()
    )
    if quote is None:
        return {}
    lines = list(quote.lines.filter(counted=True).select_related("product"))
    units = {line.unit for line in lines}
    standards = dict.fromkeys(line.product.quality_standard for line in lines if line.product.quality_standard)
    return {
        "quantity": sum(line.quantity for line in lines) if len(units) == 1 else None,
        "unit": units.pop() if len(units) == 1 else "",
        "quality_standard": "、".join(standards),
        "payment_terms": quote.payment_terms,
        "delivery_place": quote.delivery_place,
    }
