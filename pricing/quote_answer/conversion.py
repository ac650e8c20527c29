"""An accepted quote becomes a contract, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from pricing.quote.models import Quote
from pricing.quote_answer.permissions import can_convert_quote
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    from salesmgmt.core.models import User


@transaction.atomic
def mark_converted(quote_pk: int, user: User, comment: str = "") -> Quote:
    """accepted → converted, in the caller's transaction, which makes the contract (QUO-07, 000 四(一)2).

    The lock makes a second conversion wait and then be refused. Returns the quote, whose lines, prices and terms the
    contract carries.
    """
    quote = lock(Quote, quote_pk, "customer__owner")
    if quote.status == Quote.Status.CONVERTED:
        raise BusinessError(_("%(quote)s has already been converted.") % {"quote": quote})
    guard(quote, Quote.Status.CONVERTED)
    require(can_convert_quote(user, quote))
    return move(quote, Quote.Status.CONVERTED, user, comment=comment)
