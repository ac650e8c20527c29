"""Who writes job profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.permissions import may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from salesmgmt.core.models import User


@because(right_of("job_profile", "R"))
def reads_profiles(user: User) -> bool:
    return may_at_all(user, "job_profile", "R")


@because(right_of("job_profile", "C"))
def can_write_profile(user: User) -> bool:
    """TEAM-04."""
    return may_at_all(user, "job_profile", "C")
