from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.contract.querysets import ContractPartQuerySet
from contracts.termination.states import OPEN
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class TerminationQuerySet(ScopedQuerySet):
    MATRIX_KEY = "termination"
    OWNER = "whose__owner"

    def open(self) -> Any:
        return self.filter(status__in=OPEN)


class SettlementQuerySet(ContractPartQuerySet):
    def visible_to(self, user: User) -> Any:
        terminations = self.model._meta.get_field("termination").related_model.objects
        return self.filter(termination__in=terminations.visible_to(user))
