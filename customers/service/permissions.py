from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import Role, may, scopes
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.customer.models import Customer
    from salesmgmt.core.models import User


@because(_("Commitments of service are kept by those in charge of the customer and the service centre."))
def can_keep_commitment(user: User, customer: Customer) -> bool:
    return may(user, "ticket", "U", owner=customer.owner)


@because(_("Service commitments are kept by the service centre and by those in charge of the customers."))
def can_keep_commitments(user: User) -> bool:
    return bool(scopes(user, "ticket", "U") & set("otga"))


@because(_("Service teams are kept by the service centre and the sales management."))
def can_keep_teams(user: User) -> bool:
    """The service centre and the sales management."""
    return user.has_role(Role.SVC, Role.MGR, Role.DIR)
