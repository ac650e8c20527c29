from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class OfCustomerQuerySet(ScopedQuerySet):
    """Rows of a customer: the sponsor of a key customer reads them too (CUS-11, VIS-04)."""

    def scope_q(self, user: User, granted: frozenset[str], verb: str) -> Any:
        condition = super().scope_q(user, granted, verb)
        if verb != "R" or not granted:
            return condition
        sponsored = Q(customer__is_key=True, customer__executive_sponsor__in=user.acting_ids)
        return sponsored if condition is None else condition | sponsored


def of_customer(rows: Any, params: Any) -> Any:
    """Narrows a look-up to the customer chosen in the same form."""
    chosen = params.get("customer")
    return rows.filter(customer=chosen) if chosen else rows.none()
