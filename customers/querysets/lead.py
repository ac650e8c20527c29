"""Row-level scope of leads (SEC-01)."""

from django.db.models import Q

from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet


class LeadQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "lead"
    OWNER = "owner"

    def scope_q(self, user, granted, verb):
        """A lead without an owner belongs to those who assign in its region (LEAD-02)."""
        condition = super().scope_q(user, granted, verb)
        unit = user.scope_unit("g" if "g" in granted else "t") if granted & set("tg") else None
        if unit is None:
            return condition
        unowned = Q(owner__isnull=True, region__path__startswith=unit.path) | Q(
            owner__isnull=True, region__in=unit.ancestor_ids
        )
        return unowned if condition is None else condition | unowned

    def open(self):
        return self.exclude(status__in=["converted", "disqualified"])
