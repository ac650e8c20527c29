from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.contract.querysets import ContractPartQuerySet
from contracts.monitoring.states import DeviationStatus

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class DeviationQuerySet(ContractPartQuerySet):
    def not_closed(self) -> DeviationQuerySet:
        return self.exclude(status=DeviationStatus.CLOSED)

    def within(self, user: User, verb: str) -> Any:
        """Whoever edits the contract edits its deviations."""
        contracts = self.model._meta.get_field("contract").related_model.objects
        return self.filter(contract__in=contracts.within(user, verb))


class MonitoringQuerySet(ContractPartQuerySet):
    """The regular looks at a contract, as protected as it is."""
