from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may


def can_record_payment(user, customer):
    """REC-06: the rep for his own customers; finance for all."""
    return may(user, "payment", "C", owner=customer.owner)


def can_edit_payment(user, payment):
    return may(user, "payment", "U", owner=payment.responsible, document=payment)


def can_confirm_payment(user, payment):
    """REC-06, SEC-04: finance, and never the person who recorded it or changed what is confirmed; where no other person
    of finance is left, his superior."""
    return decides_alone(user, payment, Role.FIN, may(user, "payment", "A", owner=payment.responsible))


def can_allocate_payment(user, payment):
    return may(user, "payment", "A", owner=payment.responsible)


def can_reverse_payment(user, payment):
    return may(user, "payment", "A", owner=payment.responsible)
