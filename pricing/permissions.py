"""Who may do what with products, prices, quotes and special discounts: the predicates of the buttons and of the domain."""

from salesmgmt.core.permissions import may, may_at_all, sees_cost


def can_edit_product(user, product=None):
    return may_at_all(user, "price", "U")


def can_view_cost(user, product=None):
    """Cost and margin are trade secrets (SEC-03, 002-1 §5.3)."""
    return sees_cost(user)


def can_edit_cost(user, product=None):
    return may_at_all(user, "cost", "U")


def can_edit_price_list(user, price_list):
    return may_at_all(user, "price", "U") and price_list.is_editable


def can_submit_price_list(user, price_list):
    return can_edit_price_list(user, price_list)


def can_recall_price_list(user, price_list):
    return may_at_all(user, "price", "U")


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


def can_request_discount(user, quote):
    """The rep asks for his own quote; a manager who wrote one asks for it too, and the director decides."""
    owner = quote.responsible
    return may(user, "special_discount", "C", owner=owner) or can_edit_quote(user, quote)


def can_submit_discount(user, discount):
    return can_request_discount(user, discount.quote)
