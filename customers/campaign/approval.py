from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.campaign.models import Campaign
from customers.campaign.permissions import can_submit_campaign
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any


def steps_for_campaign(campaign: Campaign, policy: Any) -> list[Step]:
    """The director decides; the general manager where the director planned it or changed it (states.md, SEC-04)."""
    return [Step(1, Role.DIR, _("Sales director"), Campaign.Status.SUBMITTED)]


CAMPAIGN = Approval(
    model=Campaign,
    steps_for=steps_for_campaign,
    approved=Campaign.Status.APPROVED,
    rejected=Campaign.Status.PLANNED,
    returned=Campaign.Status.PLANNED,
    withdrawn=Campaign.Status.PLANNED,
    can_submit=can_submit_campaign,
    amount=lambda campaign: campaign.budget,
)
