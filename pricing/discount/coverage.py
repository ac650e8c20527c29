"""Are the special prices of a quote covered by special discounts, and what a lower price does to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pricing.discount.models import SpecialDiscount
from pricing.quote.standing import judged_lines, lines_of
from salesmgmt.core.state import lock, move

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from pricing.discount.models import SpecialDiscountLine
    from pricing.quote.models import Quote, QuoteLine
    from salesmgmt.core.models import User


def covers(grant: SpecialDiscountLine, line: QuoteLine) -> bool:
    """Does an approved request line cover this quote line: same product, not below the price, not for less quantity."""
    return (
        grant.product_id == line.product_id
        and line.price is not None
        and line.price >= grant.requested_price
        and line.quantity >= grant.quantity
    )


def uncovered(lines: list[QuoteLine], grants: list) -> list:
    """The special lines that no approved special discount covers (QUO-05)."""
    return [line for line in lines if line.is_special and not any(covers(grant, line) for grant in grants)]


def undercut(lines: list[QuoteLine], grants: QuerySet) -> list:
    """The grants that some line of the quote goes below: a quote version below the approved price makes it void."""
    return [
        grant
        for grant in grants
        if any(
            line.product_id == grant.product_id and line.price is not None and line.price < grant.requested_price
            for line in lines
        )
    ]


def why_not_approvable(lines: list[QuoteLine], discounts: list) -> str:
    """ "" where the special lines are all covered; the reason otherwise: a special discount is open, refused or missing
    (QUO-03, QUO-05). ``discounts`` are the requests of all versions, their lines prefetched."""
    granted = [each for each in discounts if each.status == SpecialDiscount.Status.APPROVED]
    missing = uncovered(lines, [line for each in granted for line in each.lines.all()])
    if not missing:
        return ""
    names = "、".join(dict.fromkeys(line.product.name for line in missing))
    pending = next((each for each in discounts if each.status in SpecialDiscount.OPEN), None)
    if pending is not None:
        return _("The special discount %(number)s for %(products)s is still “%(status)s”.") % {
            "number": pending.number,
            "products": names,
            "status": pending.get_status_display(),
        }
    return _("The special price of %(products)s needs an approved special discount.") % {"products": names}


def discounts_of(quote: Quote) -> list:
    """The special discount requests of all versions of this offer, newest first."""
    return list(
        SpecialDiscount.objects.filter(quote__family=quote.family).prefetch_related("lines__product").order_by("-pk")
    )


def why_not_approved(quote: Quote, lines: list[QuoteLine] | None = None) -> str:
    """The reason why the manager cannot approve yet, "" where he can (QUO-05). Options and alternatives are asked about
    when the customer takes them: then ``lines`` are those."""
    if lines is None:
        lines = [line for line in judged_lines(quote) if line.counted]
    return why_not_approvable(lines, discounts_of(quote))


def why_locked(quote: Quote) -> str:
    """A discount in approval keeps its quote as it is: its lines would no longer be what was asked for. "" without."""
    pending = quote.discounts.filter(status__in=SpecialDiscount.IN_APPROVAL).first()
    if pending is None:
        return ""
    return _("The special discount %(number)s is in approval. Withdraw it before changing the quote.") % {
        "number": pending
    }


def void_undercut(quote: Quote, user: User) -> None:
    """An approved special discount is void once the quote goes below its price: a lower price is asked for anew."""
    lines = [line for line in lines_of(quote) if line.counted]
    for discount in discounts_of(quote):
        if discount.status == SpecialDiscount.Status.APPROVED and undercut(lines, discount.lines.all()):
            locked = lock(SpecialDiscount, discount.pk)
            move(
                locked,
                SpecialDiscount.Status.VOID,
                user,
                comment=gettext_noop("The quote went below the approved price."),
            )
