"""Who sees the runs of results, and who takes the payroll basis out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.permissions import Role, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from salesmgmt.core.models import User


@because(right_of("assessment", "review"))
def can_see_runs(user: User) -> bool:
    """KPI-07, KPI-08: for those who lead people."""
    return user.has_role(Role.SUP, Role.MGR, Role.DIR, Role.GM) and may_at_all(user, "assessment", "R")


@because(right_of("assessment", "apply"))
def can_export_payroll(user: User) -> bool:
    """KPI-05: finance takes confirmed results over into the payroll."""
    return may_at_all(user, "assessment", "apply")
