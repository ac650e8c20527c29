from customers.customer.of_customer import OfCustomerQuerySet
from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet


class FollowUpQuerySet(SearchQuerySet, OfCustomerQuerySet):
    MATRIX_KEY = "follow_up"


class TrackingCardQuerySet(ScopedQuerySet):
    MATRIX_KEY = "follow_up"
    OWNER = "call__customer__owner"
