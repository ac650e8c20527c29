"""Asking for a price outside the price rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pricing.discount.coverage import discounts_of, uncovered
from pricing.discount.models import SpecialDiscount, SpecialDiscountLine
from pricing.discount.permissions import can_request_discount
from pricing.quote.models import Quote, QuoteLine
from pricing.quote.standing import judged_lines
from salesmgmt.core import audit
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from salesmgmt.core.models import User

# While the quote is being written, and while its manager cannot approve it for want of the discount.
REQUESTABLE = (Quote.Status.DRAFT, Quote.Status.SUBMITTED)


def lines_to_request(quote: Quote) -> list:
    """The quote's special lines that no approved discount covers yet."""
    granted = [each for each in discounts_of(quote) if each.status == SpecialDiscount.Status.APPROVED]
    return uncovered(judged_lines(quote), [line for each in granted for line in each.lines.all()])


@transaction.atomic
def request_discount(quote_pk: int, user: User, reason: str) -> SpecialDiscount:
    """Ask for the special prices of a quote, with the reason, and start the chain of SET-29 (QUO-04, 002-1 §9.2).

    The lines are copied: list price and requested price stay what was asked, whatever becomes of the quote. A request
    that was sent back or withdrawn is taken up again with the present lines.
    """
    quote = lock(Quote, quote_pk, "customer__owner")
    require(can_request_discount(user, quote))
    if quote.status not in REQUESTABLE:
        raise BusinessError(_("A special discount is asked for while the quote is a draft or in approval."))
    if not reason.strip():
        raise BusinessError(_("Give the reason of the special discount."))
    lines = [line for line in lines_to_request(quote) if line.price is not None]
    if not lines:
        raise BusinessError(_("No line of this quote needs a special discount."))
    discount = _draft_for(quote, user, reason.strip())
    discount.lines.all().delete()
    SpecialDiscountLine.objects.bulk_create([_copy(discount, line) for line in lines])
    audit.record(quote, user, gettext_noop("Special discount requested"), comment=str(discount))
    approvals.submit(discount, user)
    discount.refresh_from_db()
    return discount


def _draft_for(quote: Quote, user: User, reason: str) -> SpecialDiscount:
    """The quote's open draft with the new reason, or a new request."""
    discount = quote.discounts.filter(status__in=SpecialDiscount.OPEN).first()
    if discount is None:
        number = next_number(SpecialDiscount.KIND)
        return SpecialDiscount.objects.create(number=number, quote=quote, reason=reason, created_by=user)
    discount = lock(SpecialDiscount, discount.pk)
    if discount.status != SpecialDiscount.Status.DRAFT:
        raise BusinessError(_("A special discount of this quote is already in approval."))
    return change(discount, user, gettext_noop("Edited"), reason=reason)


def _copy(discount: SpecialDiscount, line: QuoteLine) -> SpecialDiscountLine:
    return SpecialDiscountLine(
        discount=discount,
        product=line.product,
        quantity=line.quantity,
        list_price=line.list_price,
        requested_price=line.price,
        tax_rate=line.tax_rate,
    )


def refuse_without_reason(discount: SpecialDiscount, user: User = None) -> None:
    """A discount request says why, and for which prices (QUO-04)."""
    if not discount.reason.strip():
        raise BusinessError(_("Give the reason of the special discount."))
    if not discount.lines.exists():
        raise BusinessError(_("No line of this quote needs a special discount."))
