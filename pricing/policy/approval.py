from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from pricing.policy.models import PricePolicy
from pricing.policy.permissions import can_edit_policy
from pricing.policy.proposal import approved_fields, check_policy, on_approved, refuse_same_day
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any


def steps_for_policy(policy_document: PricePolicy, policy: Any) -> list[Step]:
    """The manager of the company decides, never the deputy who wrote it (PRC-11, 003 (二)2(2), CF-28, SEC-04)."""
    return [Step(1, Role.GM, _("General manager"), PricePolicy.Status.SUBMITTED)]


PRICE_POLICY = Approval(
    model=PricePolicy,
    steps_for=steps_for_policy,
    approved=PricePolicy.Status.APPROVED,
    rejected=PricePolicy.Status.REJECTED,
    returned=PricePolicy.Status.DRAFT,
    withdrawn=PricePolicy.Status.DRAFT,
    can_submit=can_edit_policy,
    check_submit=check_policy,
    check_decision=lambda document, step, user, data: refuse_same_day(document),
    approved_fields=approved_fields,
    on_approved=on_approved,
    title=lambda document: document.title,
)
