from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q

from customers.opportunity.states import OpportunityStatus
from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from salesmgmt.core.models import User


OPEN = (
    OpportunityStatus.NEEDS_ANALYSIS,
    OpportunityStatus.SOLUTION,
    OpportunityStatus.QUOTING,
    OpportunityStatus.QUOTED,
    OpportunityStatus.NEGOTIATION,
)


class OpportunityQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "opportunity"
    OWNER = "assigned_to"

    def open(self) -> OpportunityQuerySet:
        return self.filter(status__in=OPEN)

    def not_contacted(self) -> OpportunityQuerySet:
        """Open ones that somebody gave to their rep and that he has not taken up with the customer since (OPP-05)."""
        silent = Q(contacted_at__isnull=True) | Q(contacted_at__lt=F("assigned_at"))
        return self.open().filter(silent, assigned_at__isnull=False, assigned_to__isnull=False)


class OpportunityPartQuerySet(ScopedQuerySet):
    """A part of an opportunity is as visible as the opportunity itself, departments included."""

    MATRIX_KEY = "opportunity"
    OWNER = "opportunity__assigned_to"

    def routed_ids(self, user: User) -> QuerySet:
        opportunities = self.model._meta.get_field("opportunity").related_model
        asked = opportunities.objects.all().routed_ids(user)
        return self.model._base_manager.filter(opportunity__in=asked).values("pk")
