from customers.customer.of_customer import OfCustomerQuerySet
from customers.visit.states import VisitStatus
from salesmgmt.core.search import SearchQuerySet

# A visit that took place, with or without its report.
HELD = (VisitStatus.DONE, VisitStatus.REPORTED)


class VisitQuerySet(SearchQuerySet, OfCustomerQuerySet):
    MATRIX_KEY = "visit"

    def held(self):
        """Those that took place: only they count (VIS-05)."""
        return self.filter(status__in=HELD)

    def between(self, first, last):
        return self.filter(day__gte=first, day__lte=last)

    def unreported(self):
        return self.filter(status=VisitStatus.DONE)
