from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.amendment.states import OPEN
from contracts.contract.querysets import ContractPartQuerySet
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class AmendmentQuerySet(ScopedQuerySet):
    MATRIX_KEY = "amendment"
    OWNER = "whose__owner"

    def open(self) -> AmendmentQuerySet:
        return self.filter(status__in=OPEN)


class ContractVersionQuerySet(ContractPartQuerySet):
    """The versions of a contract, as protected as it is."""


class AmendmentPartQuerySet(ContractPartQuerySet):
    def visible_to(self, user: User) -> Any:
        amendments = self.model._meta.get_field("amendment").related_model.objects
        return self.filter(amendment__in=amendments.visible_to(user))
