"""Who reads the figures of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.permissions import may, may_at_all, right_of, scopes
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from collections.abc import Iterable

    from salesmgmt.core.models import User


@because(right_of("metric", "R"))
def can_see_metrics(user: User) -> bool:
    return may_at_all(user, "metric", "R")


@because(right_of("metric", "R"))
def can_see_metrics_of(user: User, person: User) -> bool:
    """One's own figures; those of others the superior line, finance and the general manager."""
    return may(user, "metric", "R", owner=person)


@because(right_of("metric", "market"))
def can_enter_market_volume(user: User) -> bool:
    """KPI-14: the market volume is entered by hand."""
    return may_at_all(user, "metric", "market")


def people_seen(user: User) -> Iterable[int] | None:
    """The people whose figures he reads; None for everybody."""
    granted = scopes(user, "metric", "R")
    if "a" in granted:
        return None
    return set().union(*(user.owner_ids(scope) for scope in granted)) if granted else set()
