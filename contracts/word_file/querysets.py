from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.contract.querysets import ContractPartQuerySet
from salesmgmt.core.permissions import sees_prices

if TYPE_CHECKING:
    from salesmgmt.core.models import User


class ReturnedFileQuerySet(ContractPartQuerySet):
    def visible_to(self, user: User) -> ReturnedFileQuerySet:
        """The file names the prices (roles.md, row-level rule 3)."""
        return super().visible_to(user) if sees_prices(user) else self.none()
