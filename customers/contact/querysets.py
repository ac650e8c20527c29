"""Row-level scope of contacts (SEC-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from salesmgmt.core.models import User


class ContactQuerySet(ScopedQuerySet):
    MATRIX_KEY = "customer"

    def within(self, user: User, verb: str) -> ContactQuerySet:
        """The people at a customer are as visible as its file: also to the sponsor, and where it was routed."""
        customers = self.model._meta.get_field("customer").related_model
        return self.filter(customer__in=customers.objects.within(user, verb))
