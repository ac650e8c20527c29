"""Row-level scope of visits, follow-up calls and preferences (SEC-01)."""

from django.db.models import Q

from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet

# A visit that took place, with or without its report.
HELD = ("done", "reported")


class OfCustomerQuerySet(ScopedQuerySet):
    """Rows of a customer: the sponsor of a key customer reads them too (CUS-11, VIS-04)."""

    def scope_q(self, user, granted, verb):
        condition = super().scope_q(user, granted, verb)
        if verb != "R" or not granted:
            return condition
        sponsored = Q(customer__is_key=True, customer__executive_sponsor__in=user.acting_ids)
        return sponsored if condition is None else condition | sponsored


class VisitQuerySet(SearchQuerySet, OfCustomerQuerySet):
    MATRIX_KEY = "visit"

    def held(self):
        """Those that took place: only they count (VIS-05)."""
        return self.filter(status__in=HELD)

    def between(self, first, last):
        return self.filter(day__gte=first, day__lte=last)

    def unreported(self):
        return self.filter(status="done")


class FollowUpQuerySet(SearchQuerySet, OfCustomerQuerySet):
    MATRIX_KEY = "follow_up"


class TrackingCardQuerySet(ScopedQuerySet):
    MATRIX_KEY = "follow_up"
    OWNER = "call__customer__owner"


class PreferenceQuerySet(OfCustomerQuerySet):
    MATRIX_KEY = "customer"

    def current(self):
        return self.filter(retired_at__isnull=True)


class ComplianceQuerySet(ScopedQuerySet):
    MATRIX_KEY = "visit"
    OWNER = "rep"
