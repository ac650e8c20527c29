from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.campaign.models import Campaign
from customers.campaign.permissions import can_submit_campaign
from customers.campaign.running import plan_line
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any


def steps_for_campaign(campaign: Campaign, policy: Any) -> list[Step]:
    """In the promotion plan the director decides; outside it the sales manager, above whoever planned it (MKT-03).

    The manager's own is his superior's: the director's, and the general manager's what the director changed (SEC-04).
    """
    if plan_line(campaign) is not None:
        return [Step(1, Role.DIR, _("Sales director"), Campaign.Status.SUBMITTED)]
    label = _("Sales manager: outside the promotion plan")
    return [Step(1, Role.MGR, label, Campaign.Status.SUBMITTED, alternate=Role.DIR)]


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
