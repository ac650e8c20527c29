from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from typing import Any


class CheckPointQuerySet(ScopedQuerySet):
    MATRIX_KEY = "check_point"

    def in_force(self, product_pk: Any) -> Any:
        return self.filter(product=product_pk, is_active=True).order_by("position", "pk")
