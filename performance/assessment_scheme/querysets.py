from __future__ import annotations

from typing import TYPE_CHECKING

from performance.assessment_scheme.states import SchemeStatus
from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any


class SchemeQuerySet(ScopedQuerySet):
    MATRIX_KEY = "assessment_scheme"
    OWNER = "created_by"

    def in_force_for(self, kind: str) -> Any:
        """The scheme of this kind of period; the one of its own before the one for all."""
        return self.filter(status=SchemeStatus.ACTIVE, period_kind__in=["", kind]).order_by("-period_kind").first()
