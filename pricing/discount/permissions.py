from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from pricing.quote.permissions import can_edit_quote
from salesmgmt.core.permissions import may
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from pricing.discount.models import SpecialDiscount
    from pricing.quote.models import Quote
    from salesmgmt.core.models import User


@because(_("A special discount is asked for by whoever is in charge of the quote."))
def can_request_discount(user: User, quote: Quote) -> bool:
    """The rep asks for his own quote; a manager who wrote one asks for it too, and the director decides."""
    owner = quote.responsible
    return may(user, "special_discount", "C", owner=owner) or can_edit_quote(user, quote)


def can_submit_discount(user: User, discount: SpecialDiscount) -> bool:
    return can_request_discount(user, discount.quote)
