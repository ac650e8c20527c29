from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.payment.states import PaymentStatus
from salesmgmt.core.domain.approvals.alone import decides_alone
from salesmgmt.core.permissions import Role, may, may_at_all
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from orders.payment.models import Payment
    from salesmgmt.core.models import User


def can_record_payment(user: User, customer: Customer) -> bool:
    """REC-06: the rep for his own customers; finance for all."""
    return may(user, "payment", "C", owner=customer.owner)


@because(_("Payments are edited by finance."))
def can_edit_payment(user: User, payment: Payment) -> bool:
    return may(user, "payment", "U", owner=payment.responsible, document=payment)


@because(_("Payments are confirmed or rejected by finance, and by nobody who recorded them himself."))
def can_confirm_payment(user: User, payment: Payment) -> bool:
    """REC-06, SEC-04: finance, and never the person who recorded it or changed what is confirmed; where no other person
    of finance is left, his superior."""
    return decides_alone(user, payment, Role.FIN, may(user, "payment", "A", owner=payment.responsible))


@because(_("Payments are allocated by finance."))
def can_allocate_payment(user: User, payment: Payment) -> bool:
    return may(user, "payment", "A", owner=payment.responsible)


@because(_("Payments are reversed by finance."))
def can_reverse_payment(user: User, payment: Payment) -> bool:
    return may(user, "payment", "A", owner=payment.responsible)


def has_free_money(user: User, payment: Payment) -> bool:
    return payment.unallocated > 0 and can_allocate_payment(user, payment)


def has_open_invoices(user: User, payment: Payment) -> bool:
    return has_free_money(user, payment) and payment.customer.invoices.filter(open_amount__gt=0).exists()


def has_allocations(user: User, payment: Payment) -> bool:
    return payment.is_received and payment.unallocated < payment.amount and can_allocate_payment(user, payment)


def can_decide_payment(user: User, payment: Payment) -> bool:
    return payment.status == PaymentStatus.RECORDED and can_confirm_payment(user, payment)


def confirms(user: User) -> bool:
    return may_at_all(user, "payment", "A")
