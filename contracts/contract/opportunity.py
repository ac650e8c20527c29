"""A won opportunity becomes a contract with what was agreed in it (OPP-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from customers.negotiation.rounds import agreement_of
from customers.opportunity.models import Opportunity
from pricing.quote.states import QuoteStatus
from salesmgmt.core.exceptions import BusinessError

if TYPE_CHECKING:
    from customers.customer.models import Customer


def agreed_terms(opportunity: Opportunity) -> dict:
    """Four of the five agreed topics as clauses of the contract; {} before they are agreed. The fifth is the quantity."""
    agreed = agreement_of(opportunity)
    if agreed is None:
        return {}
    return {
        "quality_terms": agreed.quality_standard,
        "packing_terms": agreed.packaging,
        "payment_terms": agreed.payment_terms,
        "delivery_terms": agreed.delivery_place,
    }


def proposal_of(opportunity: Opportunity) -> dict:
    """What the create page is filled with: customer, clauses, and the agreed quantity in words."""
    agreed = agreement_of(opportunity)
    words = {}
    if agreed is not None:
        quantity = f"{agreed.quantity.normalize():f} {agreed.unit}".strip()
        words["remark"] = _("Agreed quantity: %(quantity)s") % {"quantity": quantity}
    return {
        "customer": opportunity.customer_id,
        "opportunity": opportunity.pk,
        "title": opportunity.title,
        **agreed_terms(opportunity),
        **words,
    }


def lines_of(opportunity: Opportunity) -> list:
    """The lines of the last quote that went out; the agreed quantity where there is one line, or none yet."""
    agreed = agreement_of(opportunity)
    quote = (
        opportunity.quotes.filter(status__in=[QuoteStatus.SENT, QuoteStatus.ACCEPTED, QuoteStatus.CONVERTED])
        .order_by("-pk")
        .first()
    )
    taken = ("product_id", "spec", "unit", "quantity", "price", "tax_rate", "due_date")
    lines = (
        [
            dict(zip(("product", *taken[1:]), row, strict=True))
            for row in quote.lines.filter(counted=True).values_list(*taken)
        ]
        if quote
        else []
    )
    lines = lines or ([{}] if agreed else [])
    if agreed is not None and len(lines) == 1:
        lines[0] |= {"quantity": agreed.quantity, "unit": agreed.unit or lines[0].get("unit", "")}
    for line in lines:
        line["quality_standard"] = agreed.quality_standard[:200] if agreed else ""
    return lines


def refuse_foreign_opportunity(opportunity: Opportunity, customer: Customer) -> None:
    if opportunity is not None and opportunity.customer_id != customer.pk:
        raise BusinessError(_("The opportunity belongs to another customer."))
