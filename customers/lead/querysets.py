"""Row-level scope of leads (SEC-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Greatest

from customers.lead.states import LeadStatus
from salesmgmt.core.permissions import Role
from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class LeadQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "lead"
    OWNER = "owner"

    def scope_q(self, user: User, granted: frozenset[str], verb: str) -> Any:
        """A lead without an owner belongs to those who assign in its region (LEAD-02); one in the public pool is
        read by the reps of its region too."""
        condition = super().scope_q(user, granted, verb)
        if verb == "R" and user.has_role(Role.REP) and (region := user.scope_unit("g")):
            condition |= Q(pool_since__isnull=False, region__path__startswith=region.path)
        unit = user.scope_unit("g" if "g" in granted else "t") if granted & set("tg") else None
        if unit is None:
            return condition
        unowned = Q(owner__isnull=True, region__path__startswith=unit.path) | Q(
            owner__isnull=True, region__in=unit.ancestor_ids
        )
        return unowned if condition is None else condition | unowned

    def open(self) -> LeadQuerySet:
        return self.exclude(status__in=[LeadStatus.CONVERTED, LeadStatus.DISQUALIFIED])

    def in_pool(self) -> LeadQuerySet:
        """The public pool: leads that lay idle too long and wait for somebody who claims them."""
        return self.filter(pool_since__isnull=False)

    def touched(self) -> LeadQuerySet:
        """With ``touched``, the last sign of life: what ``Lead.touched_at`` is for one (LEAD-04)."""
        return self.annotate(touched=Greatest("last_activity_at", "assigned_at", "created_at"))

    def followed(self) -> LeadQuerySet:
        """Those somebody is to contact again: what can become overdue and idle."""
        return self.filter(status__in=[LeadStatus.ASSIGNED, LeadStatus.CONTACTED], owner__isnull=False)
