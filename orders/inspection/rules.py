from __future__ import annotations

from typing import TYPE_CHECKING

from orders.inspection.states import InspectionStatus

if TYPE_CHECKING:
    from decimal import Decimal


def inspection_status(quantity: Decimal, passed: Decimal) -> InspectionStatus:
    """All passed, or failed with something to rework (QC-02)."""
    return InspectionStatus.PASSED if passed == quantity else InspectionStatus.FAILED
