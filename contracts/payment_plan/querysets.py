from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.contract.querysets import ContractPartQuerySet

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class PaymentPlanQuerySet(ContractPartQuerySet):
    """The payment plan of a contract, as protected as it is."""


class InstalmentQuerySet(ContractPartQuerySet):
    def visible_to(self, user: User) -> Any:
        plans = self.model._meta.get_field("plan").related_model.objects
        return self.filter(plan__in=plans.visible_to(user))
