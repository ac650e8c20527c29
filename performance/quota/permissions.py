"""Who may do what with quotas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from performance.quota.models import Quota
    from salesmgmt.core.models import User


def can_set_quota(user: User, rep: User) -> bool:
    """PLN-03: the manager for his region, the director for all."""
    return may(user, "quota", "C", owner=rep)


@because(_("A quota is edited by those who may set it for this person."))
def can_edit_quota(user: User, quota: Quota) -> bool:
    return may(user, "quota", "U", owner=quota.rep) or (
        quota.created_by_id == user.pk and can_set_quota(user, quota.rep)
    )


def can_submit_quota(user: User, quota: Quota):
    return quota.is_editable and can_edit_quota(user, quota)


@because(right_of("quota", "R"))
def can_see_quotas(user: User) -> bool:
    return may_at_all(user, "quota", "R")


@because(right_of("quota", "C"))
def submits_quotas(user: User) -> bool:
    """Quotas may be submitted together, on their list."""
    return may_at_all(user, "quota", "C")
