"""Row-level scope of satisfaction surveys (SEC-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.survey.states import SatisfactionSurveyStatus
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from salesmgmt.core.models import User


class SurveyQuerySet(ScopedQuerySet):
    """A round is read by everybody who reads answers somewhere; the answers are seen customer by customer."""

    MATRIX_KEY = "survey"
    OWNER = "created_by"

    def visible_to(self, user: User) -> SurveyQuerySet:
        return self if may_at_all(user, self.MATRIX_KEY, "R") else self.none()

    def running(self, day: dt.date) -> Any:
        return self.filter(status=SatisfactionSurveyStatus.OPEN, opens_on__lte=day, closes_on__gte=day)


class InvitationQuerySet(ScopedQuerySet):
    MATRIX_KEY = "survey"

    def routed_ids(self, user: User) -> InvitationQuerySet:
        """Invitations are never routed."""
        return self.model.objects.none().values("pk")
