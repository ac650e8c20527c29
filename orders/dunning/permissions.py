from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may, may_at_all
from salesmgmt.core.refusal import because


@because(_("Overdue money is collected by the sales representative in charge of the customer or by finance."))
def can_collect(user, customer):
    """REC-01, REC-02: the responsible rep, who records the customer's payments; finance too."""
    return may(user, "payment", "C", owner=customer.owner)


def can_collect_invoice(user, invoice):
    """The same, where there is something overdue to collect."""
    return can_collect(user, invoice.customer) and bool(invoice.days_overdue())


@because(_("A dunning letter is sent by the sales representative in charge of the customer or by finance."))
def can_send_letter(user, letter):
    return can_collect(user, letter.customer)


def can_dun(user):
    """Who runs over the customers at all."""
    return may_at_all(user, "payment", "C")
