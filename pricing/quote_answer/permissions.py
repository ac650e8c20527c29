from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from pricing.quote.permissions import can_edit_quote
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from pricing.quote.models import Quote
    from salesmgmt.core.models import User


@because(_("A quote is sent by whoever is in charge of it."))
def can_send_quote(user: User, quote: Quote) -> bool:
    return can_edit_quote(user, quote)


@because(_("The customer's answer to a quote is recorded by whoever is in charge of it."))
def can_answer_quote(user: User, quote: Quote) -> bool:
    """Record that the customer accepts or declines."""
    return can_edit_quote(user, quote)


@because(_("A quote is converted by whoever is in charge of it."))
def can_convert_quote(user: User, quote: Quote) -> bool:
    return can_edit_quote(user, quote)
