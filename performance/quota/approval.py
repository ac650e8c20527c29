"""How quotas are approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.quota.models import Quota
from performance.quota.permissions import can_submit_quota
from performance.quota.setting import check_quota, supersede_former, tell_rep
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from salesmgmt.core.models import User


def steps_for_quota(quota, policy) -> list:
    """The general manager approves what the director sets (PLN-01, PLN-03)."""
    return [Step(1, Role.GM, _("General manager"), Quota.Status.SUBMITTED)]


def end_former(quota, step, user: User, data) -> None:
    """Before the agreement, in its transaction: the database allows one quota in force per person and year."""
    supersede_former(quota, user)


QUOTA = Approval(
    model=Quota,
    steps_for=steps_for_quota,
    approved=Quota.Status.APPROVED,
    rejected=Quota.Status.REJECTED,
    returned=Quota.Status.DRAFT,
    withdrawn=Quota.Status.DRAFT,
    can_submit=can_submit_quota,
    check_submit=check_quota,
    check_decision=end_former,
    on_approved=tell_rep,
    title=lambda quota: f"{quota.rep} {quota.year}",
    amount=lambda quota: quota.collection_amount,
)
