from django.utils.translation import gettext_lazy as _

from customers.opportunity.states import OpportunityStatus
from salesmgmt.core.permissions import may, may_at_all
from salesmgmt.core.refusal import because


def can_create_quote(user):
    return may_at_all(user, "quote", "C")


@because(_("A quote is made by the sales representative in charge of the customer or the manager of his region."))
def can_quote_for(user, customer):
    """A rep for his own customers, a manager for those of his region."""
    return may(user, "quote", "C", owner=customer.owner)


@because(_("An opportunity is quoted in its stage of quoting, by those who quote to the customer."))
def can_quote_opportunity(user, opportunity):
    """In its stage of quoting, by whoever quotes to the customer (OPP-03)."""
    return opportunity.status == OpportunityStatus.QUOTING and can_quote_for(user, opportunity.customer)


@because(_("A quote is edited by whoever is in charge of it."))
def can_edit_quote(user, quote):
    return may(user, "quote", "U", owner=quote.responsible, document=quote)


def can_submit_quote(user, quote):
    return can_edit_quote(user, quote)


@because(_("A quote is sent by whoever is in charge of it."))
def can_send_quote(user, quote):
    return can_edit_quote(user, quote)


@because(_("The customer's answer to a quote is recorded by whoever is in charge of it."))
def can_answer_quote(user, quote):
    """Record that the customer accepts or declines."""
    return can_edit_quote(user, quote)


@because(_("A quote is revised by whoever is in charge of it."))
def can_revise_quote(user, quote):
    return can_edit_quote(user, quote)


@because(_("A quote is converted by whoever is in charge of it."))
def can_convert_quote(user, quote):
    return can_edit_quote(user, quote)


def can_read_quote(user, quote):
    return may(user, "quote", "R", owner=quote.responsible, document=quote)
