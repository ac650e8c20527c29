from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from contracts.contract.states import ContractStatus
from salesmgmt.core.permissions import sees_prices
from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet

if TYPE_CHECKING:
    from typing import Any

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


class FoundByContract(models.QuerySet):
    """Found by the words of their contract, pinyin and initials as well, or by what stands in ``SEARCHED`` of their own."""

    SEARCHED: tuple[str, ...] = ()

    def search(self, text: str) -> Any:
        if not text or not text.strip():
            return self
        contracts = self.model._meta.get_field("contract").related_model.objects.search(text)
        found = Q(contract__in=contracts.order_by().values("pk"))
        for name in self.SEARCHED:
            found |= Q(**{f"{name}__icontains": text.strip()})
        return self.filter(found)


class OfContractQuerySet(FoundByContract, ContractPartQuerySet):
    """Parts that know their customer themselves (``OfContract``)."""

    OWNER = "whose__owner"


class SignedOriginalQuerySet(ContractPartQuerySet):
    def visible_to(self, user: User) -> SignedOriginalQuerySet:
        """The signed paper names the prices (roles.md, row-level rule 3)."""
        return super().visible_to(user) if sees_prices(user) else self.none()
