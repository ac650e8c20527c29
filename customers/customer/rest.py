"""A customer in cooperation goes to rest and comes back (CUS-01; states.md: active ↔ dormant)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from customers.customer.models import Customer
from customers.customer.permissions import can_edit_customer
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    from salesmgmt.core.models import User


def puts_to_rest(user: User) -> bool:
    """can() of the act on the rows of the dormant report; each row is asked again (REL-03)."""
    return may_at_all(user, "customer", "U")


def can_put_to_rest(user: User, customer: Customer) -> bool:
    """Whoever keeps the file: only what is active goes to rest."""
    return customer.status == Customer.Status.ACTIVE and can_edit_customer(user, customer)


def can_wake(user: User, customer: Customer) -> bool:
    return customer.status == Customer.Status.DORMANT and can_edit_customer(user, customer)


@transaction.atomic
def put_to_rest(pk: int, user: User, comment: str) -> Customer:
    """active → dormant, with the reason: no re-evaluation and no follow-up call is due any more (CUS-01).

    The grade stays in force: an order or a contract is judged by it as before.
    """
    customer = lock(Customer, pk, "owner")
    require(can_edit_customer(user, customer))
    guard(customer, Customer.Status.DORMANT)
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    return move(customer, Customer.Status.DORMANT, user, comment=comment.strip())


@transaction.atomic
def wake_customer(pk: int, user: User) -> Customer:
    """dormant → active: business goes on; the owner and the grade are as before (CUS-01, CUS-07)."""
    customer = lock(Customer, pk, "owner")
    require(can_edit_customer(user, customer))
    if customer.status != Customer.Status.DORMANT:
        # From the other states "in cooperation" is reached by an evaluation alone (RAT-04).
        raise BusinessError(_("Only a dormant customer can be woken."))
    if customer.owner is None:
        raise BusinessError(_("%(customer)s has no responsible rep. Name one first.") % {"customer": customer.name})
    return move(customer, Customer.Status.ACTIVE, user)
