from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from pricing.policy.states import PolicyStatus
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from salesmgmt.core.models import User


class PricePolicyQuerySet(ScopedQuerySet):
    """An approved policy is read by everybody who quotes; what is only proposed by those who write and decide it."""

    MATRIX_KEY = "price_policy"
    OWNER = "created_by"

    def within(self, user: User, verb: str) -> PricePolicyQuerySet:
        rows = super().within(user, verb)
        if verb != "R" or may_at_all(user, self.MATRIX_KEY, "U") or may_at_all(user, self.MATRIX_KEY, "A"):
            return rows
        in_force = Q(status__in=[PolicyStatus.APPROVED, PolicyStatus.SUPERSEDED])
        return rows.filter(in_force | Q(pk__in=self.routed_ids(user)))
