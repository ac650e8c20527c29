from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import Role, may, right_of, scopes
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from typing import Any

    from customers.customer.models import Customer
    from salesmgmt.core.models import User


@because(_("Customers are entered by the sales representatives."))
def can_create_customer(user: User) -> bool:
    return bool(scopes(user, "customer", "C"))


@because(_("A customer's file is kept by those in charge of the customer, until it is closed."))
def can_edit_customer(user: User, customer: Customer) -> bool:
    return customer.is_editable and may(user, "customer", "U", owner=customer.owner)


@because(_("A customer whose file is open gets a new owner from the manager of the region or from the sales director."))
def can_reassign_customer(user: User, customer: Customer) -> bool:
    """The manager of the region, or the director (CUS-08)."""
    return customer.is_editable and may(user, "customer", "reassign", owner=customer.owner)


@because(_("The sales manager or the director decides whether a customer is mature."))
def can_set_mature(user: User, customer: Customer) -> bool:
    """The sales manager or the director; nobody below (CUS-12)."""
    return (
        customer.is_editable and user.has_role(Role.MGR, Role.DIR) and may(user, "customer", "U", owner=customer.owner)
    )


@because(_("The data of a customer are confirmed by those who keep his file."))
def can_confirm_data(user: User, customer: Customer) -> bool:
    """Whoever keeps the file up to date says that it is right (CUS-02)."""
    return can_edit_customer(user, customer)


@because(_("Only a sales manager of both customers or the sales director decides whether two files are one firm."))
def can_merge_customers(user: User, *customers: Any) -> bool:
    """A manager of both, or the director (issue: one firm, one file; CUS-13)."""
    return user.has_role(Role.MGR, Role.DIR) and all(
        may(user, "customer", "merge", owner=customer.owner) for customer in customers
    )


@because(_("The service centre sees whom to call; the whole file is read by the others in charge of the customer."))
def can_read_whole_file(user: User) -> bool:
    """Those who only take calls see whom to call, not the file: history, needs, remarks (roles.md: contact data)."""
    return any(role != Role.SVC for role in user.roles)


@because(right_of("customer", "merge"))
def can_see_duplicates(user: User) -> bool:
    return bool(scopes(user, "customer", "merge"))
