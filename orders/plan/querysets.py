from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from salesmgmt.core.models import User
    from salesmgmt.core.models.routing import RouteQuerySet


class PlanReleaseQuerySet(ScopedQuerySet):
    MATRIX_KEY = "plan_release"
    OWNER = "order__customer__owner"

    def routed_ids(self, user: User) -> RouteQuerySet:
        """A department reads the form from the signature on; told orally it knows what it was told and no more (PRD-04).

        Whom a step or a copy was addressed to in person reads the draft, too.
        """
        signed = self.model._base_manager.filter(pk=OuterRef("object_id"), released_at__isnull=False)
        return super().routed_ids(user).filter(Q(user__isnull=False) | Exists(signed))
