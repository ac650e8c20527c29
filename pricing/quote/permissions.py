from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.opportunity.states import OpportunityStatus
from salesmgmt.core.permissions import may, may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from customers.opportunity.models import Opportunity
    from pricing.quote.models import Quote
    from salesmgmt.core.models import User


def can_create_quote(user: User) -> bool:
    return may_at_all(user, "quote", "C")


@because(_("A quote is made by the sales representative in charge of the customer or the manager of his region."))
def can_quote_for(user: User, customer: Customer) -> bool:
    """A rep for his own customers, a manager for those of his region."""
    return may(user, "quote", "C", owner=customer.owner)


@because(_("An opportunity is quoted in its stage of quoting, by those who quote to the customer."))
def can_quote_opportunity(user: User, opportunity: Opportunity) -> bool:
    """In its stage of quoting, by whoever quotes to the customer (OPP-03)."""
    return opportunity.status == OpportunityStatus.QUOTING and can_quote_for(user, opportunity.customer)


@because(_("A quote is edited by whoever is in charge of it."))
def can_edit_quote(user: User, quote: Quote) -> bool:
    return may(user, "quote", "U", owner=quote.responsible, document=quote)


def can_submit_quote(user: User, quote: Quote) -> bool:
    return can_edit_quote(user, quote)


@because(_("A quote is revised by whoever is in charge of it."))
def can_revise_quote(user: User, quote: Quote) -> bool:
    return can_edit_quote(user, quote)
