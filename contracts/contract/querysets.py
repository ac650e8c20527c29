from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from contracts.contract.states import ContractStatus
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet

if TYPE_CHECKING:
    from salesmgmt.core.models import User


class ContractQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "contract"

    def active(self) -> ContractQuerySet:
        return self.filter(status=ContractStatus.ACTIVE)

    def to_sign(self) -> ContractQuerySet:
        return self.filter(status=ContractStatus.APPROVED)

    def expiring(self, day: dt.date, days: int) -> ContractQuerySet:
        """Active contracts that end within ``days`` from ``day`` on, both included."""
        return self.filter(status=ContractStatus.ACTIVE, end_date__gte=day, end_date__lte=day + dt.timedelta(days=days))


class ContractPartQuerySet(ScopedQuerySet):
    """Rows that belong to a contract and are as protected as it is."""

    MATRIX_KEY = "contract"
    OWNER = "contract__customer__owner"
    PART_OF = "contract"


class OfContractQuerySet(ContractPartQuerySet):
    """Parts that know their customer themselves (``OfContract``)."""

    OWNER = "whose__owner"


class SignedOriginalQuerySet(ContractPartQuerySet):
    def visible_to(self, user: User) -> SignedOriginalQuerySet:
        """The signed paper names the prices (roles.md, row-level rule 3)."""
        return super().visible_to(user) if sees_prices(user) else self.none()
