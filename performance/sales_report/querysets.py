from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from salesmgmt.core.permissions import Role
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from salesmgmt.core.models import User


class SalesReportQuerySet(ScopedQuerySet):
    MATRIX_KEY = "sales_report"
    OWNER = "author"

    def scope_q(self, user: User, granted: frozenset[str], verb: str) -> Q:
        """A supervisor reads the reports of the region his team belongs to; improvements are proposed from them."""
        condition = super().scope_q(user, granted, verb)
        if verb == "R" and user.has_role(Role.SUP) and user.unit is not None:
            above = Q(unit__in=user.unit.ancestor_ids, unit__parent__isnull=False)
            condition = above if condition is None else condition | above
        return condition
