from salesmgmt.core.permissions import may, may_at_all


def can_create_quote(user):
    return may_at_all(user, "quote", "C")


def can_quote_for(user, customer):
    """A rep for his own customers, a manager for those of his region."""
    return may(user, "quote", "C", owner=customer.owner)


def can_quote_opportunity(user, opportunity):
    """In its stage of quoting, by whoever quotes to the customer (OPP-03)."""
    return opportunity.status == "quoting" and can_quote_for(user, opportunity.customer)


def can_edit_quote(user, quote):
    return may(user, "quote", "U", owner=quote.responsible, document=quote)


def can_submit_quote(user, quote):
    return can_edit_quote(user, quote)


def can_send_quote(user, quote):
    return can_edit_quote(user, quote)


def can_answer_quote(user, quote):
    """Record that the customer accepts or declines."""
    return can_edit_quote(user, quote)


def can_revise_quote(user, quote):
    return can_edit_quote(user, quote)


def can_convert_quote(user, quote):
    return can_edit_quote(user, quote)


def can_read_quote(user, quote):
    return may(user, "quote", "R", owner=quote.responsible, document=quote)
