"""Which policy documents a person reads, and which he has yet to acknowledge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.policy_document.permissions import works_on_policies
from performance.policy_document.states import PUBLISHED, Audience, PolicyStatus
from salesmgmt.core.permissions import SALES_ROLES
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import User


class PolicyQuerySet(ScopedQuerySet):
    MATRIX_KEY = "policy_document"
    OWNER = "created_by"

    def within(self, user: User, verb: str) -> Any:
        """What is not in force yet is read by those who prepare, audit and approve (DOC-01)."""
        rows = super().within(user, verb)
        return rows if works_on_policies(user) else rows.filter(status__in=PUBLISHED)

    def effective(self) -> Any:
        return self.filter(status=PolicyStatus.EFFECTIVE)

    def takes_effect_by(self, day: dt.date) -> Any:
        return self.filter(status=PolicyStatus.APPROVED, effective_on__lte=day)

    def due_for(self, user: User) -> Any:
        """The effective policies this person has not acknowledged in their version (TEAM-07)."""
        rows = self.visible_to(user).effective().exclude(acknowledgements__person=user)
        return rows if user.has_role(*SALES_ROLES) else rows.filter(audience=Audience.EVERYBODY)
