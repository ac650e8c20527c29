"""Which questions of feasibility a person sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from customers.opportunity.querysets import OpportunityPartQuerySet
from customers.support.states import SupportRequestStatus

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class SupportRequestQuerySet(OpportunityPartQuerySet):
    def scope_q(self, user: User, granted: frozenset[str], verb: str) -> Any:
        """A department sees what it is asked, wherever the opportunity is (OPP-03)."""
        condition = super().scope_q(user, granted, verb)
        asked = Q(department__in=user.acting_roles)
        return asked if condition is None else condition | asked

    def latest(self) -> SupportRequestQuerySet:
        """The newest question to each department; what was cancelled was never asked (OPP-03)."""
        return self.exclude(status=SupportRequestStatus.CANCELLED).order_by("department", "-pk").distinct("department")

    def asked(self) -> SupportRequestQuerySet:
        """The questions without an answer."""
        return self.filter(status=SupportRequestStatus.ASKED)

    def waiting_for(self, user: User) -> SupportRequestQuerySet:
        return self.asked().filter(department__in=user.acting_roles)
