"""Who reads analyses; of whom is told by the figures themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.permissions import may_at_all, right_of, sees_cost
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.analysis.measure import Measure
    from salesmgmt.core.models import User


@because(right_of("analysis", "R"))
def reads_analysis(user: User) -> bool:
    return may_at_all(user, "analysis", "R")


@because(right_of("analysis", "E"))
def can_export_analysis(user: User) -> bool:
    return may_at_all(user, "analysis", "E")


def may_measure(user: User, measure: Measure) -> bool:
    """What comes from cost is seen by whoever sees cost (SEC-03)."""
    return not measure.is_cost or sees_cost(user)
