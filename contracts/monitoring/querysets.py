from __future__ import annotations

from contracts.contract.querysets import ContractPartQuerySet, OfContractQuerySet
from contracts.monitoring.states import DeviationStatus


class DeviationQuerySet(OfContractQuerySet):
    def not_closed(self) -> DeviationQuerySet:
        return self.exclude(status=DeviationStatus.CLOSED)


class MonitoringQuerySet(ContractPartQuerySet):
    """The regular looks at a contract, as protected as it is."""
