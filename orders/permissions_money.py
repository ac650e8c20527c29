"""Who may do what with invoices, payments and statements: the matrix, plus what the rows of REC add."""

from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may, may_at_all


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


def can_offset_credit(user, credit):
    """REC-13: whoever allocates money sets a red letter against invoices."""
    return may(user, "payment", "A", owner=credit.responsible)


def can_reverse_payment(user, payment):
    return may(user, "payment", "A", owner=payment.responsible)


def can_bill(user):
    """REC-13: finance draws up, posts, credits and cancels invoices."""
    return may_at_all(user, "invoice", "C")


def can_edit_invoice(user, invoice):
    return may(user, "invoice", "U", owner=invoice.responsible, document=invoice)


def can_see_receivables(user):
    return may_at_all(user, "invoice", "R")


def can_export_receivables(user):
    """REC-07, SEC-07: the export permission on invoices and receivables."""
    return may_at_all(user, "invoice", "E")


def can_import_opening(user):
    """Opening balances are finance's: whoever may draw up invoices."""
    return may_at_all(user, "invoice", "C")


def can_send_statement(user, statement):
    """REC-05: the rep reconciles with his customer; finance may too."""
    return can_make_statement(user, statement.customer)


def can_make_statement(user, customer):
    """The responsible rep (who records the customer's payments), and finance."""
    return may(user, "payment", "C", owner=customer.owner)
