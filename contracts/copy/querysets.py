from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from contracts.contract.querysets import ContractPartQuerySet
from contracts.copy.states import ContractCopyHolder

if TYPE_CHECKING:
    from salesmgmt.core.models import User


class ContractCopyQuerySet(ContractPartQuerySet):
    def current(self) -> ContractCopyQuerySet:
        """Without those that a newer version of the contract replaced."""
        return self.filter(replaced_at__isnull=True)

    def unacknowledged(self) -> ContractCopyQuerySet:
        return self.current().filter(acknowledged_at__isnull=True)

    def waiting_for(self, user: User) -> ContractCopyQuerySet:
        """The copies that this person, or his department, has still to acknowledge."""
        mine = models.Q(role__in=user.roles) & ~models.Q(holder=ContractCopyHolder.SALES)
        return self.unacknowledged().filter(
            mine | models.Q(holder=ContractCopyHolder.SALES, contract__customer__owner=user)
        )
