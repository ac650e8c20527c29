from __future__ import annotations

from typing import TYPE_CHECKING

from customers.customer.of_customer import OfCustomerQuerySet
from customers.visit.states import VisitStatus
from salesmgmt.core.search import SearchQuerySet

if TYPE_CHECKING:
    import datetime as dt


# A visit that took place, with or without its report.
HELD = (VisitStatus.DONE, VisitStatus.REPORTED)


class VisitQuerySet(SearchQuerySet, OfCustomerQuerySet):
    MATRIX_KEY = "visit"

    def held(self) -> VisitQuerySet:
        """Those that took place: only they count (VIS-05)."""
        return self.filter(status__in=HELD)

    def between(self, first: dt.date, last: dt.date) -> VisitQuerySet:
        return self.filter(day__gte=first, day__lte=last)

    def unreported(self) -> VisitQuerySet:
        return self.filter(status=VisitStatus.DONE)
