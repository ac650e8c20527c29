"""Row-level scope of opportunities and of what hangs on them (SEC-01, OPP-05)."""

from django.apps import apps

from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet

OPEN = ("needs_analysis", "solution", "quoting", "quoted", "negotiation")


class OpportunityQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "opportunity"
    OWNER = "assigned_to"

    def open(self):
        return self.filter(status__in=OPEN)


class OpportunityPartQuerySet(ScopedQuerySet):
    """A part of an opportunity is as visible as the opportunity itself, departments included."""

    MATRIX_KEY = "opportunity"
    OWNER = "opportunity__assigned_to"

    def routed_ids(self, user):
        asked = apps.get_model("customers.Opportunity").objects.all().routed_ids(user)
        return self.model._base_manager.filter(opportunity__in=asked).values("pk")
