from salesmgmt.core.permissions import may


def can_send_statement(user, statement):
    """REC-05: the rep reconciles with his customer; finance may too."""
    return can_make_statement(user, statement.customer)


def can_make_statement(user, customer):
    """The responsible rep (who records the customer's payments), and finance."""
    return may(user, "payment", "C", owner=customer.owner)
