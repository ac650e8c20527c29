"""What the page of a quote shows of its special discounts; lines and requests are read once for the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pricing.discount.coverage import discounts_of, uncovered, why_not_approvable
from pricing.discount.permissions import can_request_discount
from pricing.discount.request import REQUESTABLE
from pricing.discount.states import SpecialDiscountStatus
from pricing.quote.standing import lines_on_page
from salesmgmt.core.read_once import read_once

if TYPE_CHECKING:
    from pricing.quote.models import Quote
    from salesmgmt.core.models import User


def needs_discount(user: User, quote: Quote) -> bool:
    """The button of the special discount: a special line is not covered, and no request is under way."""
    if quote.status not in REQUESTABLE or not can_request_discount(user, quote):
        return False
    open_ = [each for each in discounts_on_page(quote) if each.status in each.IN_APPROVAL]
    return not open_ and any(line.price is not None for line in uncovered_on_page(quote))


def discounts_on_page(quote: Quote) -> list:
    """The special discounts asked for a quote, read once a page."""
    return read_once(quote, "discounts_on_page", lambda: discounts_of(quote))


def uncovered_on_page(quote: Quote) -> list:
    granted = [
        line
        for each in discounts_on_page(quote)
        if each.status == SpecialDiscountStatus.APPROVED
        for line in each.lines.all()
    ]
    return uncovered(lines_on_page(quote), granted)


def why_not_approvable_yet(quote: Quote) -> str:
    """Why the manager cannot approve it, while it is written or in approval; "" otherwise."""
    if quote.status not in REQUESTABLE:
        return ""
    return why_not_approvable([line for line in lines_on_page(quote) if line.counted], discounts_on_page(quote))
