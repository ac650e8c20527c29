from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import OuterRef, Q, Subquery

from salesmgmt.core.querysets import ScopedQuerySet
from salesmgmt.core.search import SearchQuerySet

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


class CustomerQuerySet(SearchQuerySet, ScopedQuerySet):
    MATRIX_KEY = "customer"
    OWNER = "owner"

    def scope_q(self, user: User, granted: Any, verb: str) -> Q:
        """The sponsor of a key customer reads it whatever the region (CUS-11)."""
        condition = super().scope_q(user, granted, verb)
        if verb != "R":
            return condition
        sponsored = Q(is_key=True, executive_sponsor__in=user.acting_ids)
        return sponsored if condition is None else condition | sponsored

    def with_people(self) -> CustomerQuerySet:
        """What a list or a page names beside the customer."""
        return self.select_related("owner", "region", "executive_sponsor")

    def with_main_contact(self) -> CustomerQuerySet:
        """Annotate name, telephone and e-mail of the one to call first, for lists and exports."""
        contacts = self.model._meta.get_field("contacts").related_model
        first = contacts.objects.filter(customer=OuterRef("pk")).order_by("-is_primary", "pk")
        return self.annotate(
            **{f"contact_{name}": Subquery(first.values(name)[:1]) for name in ("name", "phone", "email")}
        )

    def live(self) -> CustomerQuerySet:
        """Without the files that were merged into another."""
        return self.filter(merged_into__isnull=True)

    def without_owner(self) -> CustomerQuerySet:
        return self.live().filter(owner__isnull=True)
