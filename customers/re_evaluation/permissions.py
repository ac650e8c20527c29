"""Who may take part in the review of a quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.permissions import may_at_all

if TYPE_CHECKING:
    from salesmgmt.core.models import User


def evaluates(user: User) -> bool:
    return may_at_all(user, "evaluation", "C")
