"""Row-level scope of this app's documents (SEC-01)."""

from django.db.models import Q

from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet


class CustomerQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "customer"
    OWNER = "owner"

    def scope_q(self, user, granted, verb):
        """The sponsor of a key customer reads it whatever the region (CUS-11)."""
        condition = super().scope_q(user, granted, verb)
        if verb != "R":
            return condition
        sponsored = Q(executive_sponsor__in=user.acting_ids)
        return sponsored if condition is None else condition | sponsored

    def with_people(self):
        """What a list or a page names beside the customer."""
        return self.select_related("owner", "region", "executive_sponsor")

    def without_owner(self):
        return self.filter(owner__isnull=True)


class ContactQuerySet(ScopedQuerySet):
    MATRIX_KEY = "customer"


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


class OpportunityQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "opportunity"


class EvaluationQuerySet(ScopedQuerySet):
    MATRIX_KEY = "evaluation"

    def open(self):
        """Not yet decided."""
        return self.filter(status__in=["draft", "submitted", "dept_reviewed", "rejected"])

    def effective(self):
        """Those that were once approved: the history of the grade (RAT-07)."""
        return self.filter(status__in=["approved", "superseded"])
