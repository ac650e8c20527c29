"""Row-level scope of contacts (SEC-01)."""

from salesmgmt.core.querysets import ScopedQuerySet


class ContactQuerySet(ScopedQuerySet):
    MATRIX_KEY = "customer"

    def within(self, user, verb):
        """The people at a customer are as visible as its file: also to the sponsor, and where it was routed."""
        customers = self.model._meta.get_field("customer").related_model
        return self.filter(customer__in=customers.objects.within(user, verb))
