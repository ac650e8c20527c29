"""Campaigns carry out lines of the promotion plan (MKT-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.campaign.models import Campaign
from performance.promotion_plan.models import PlannedCampaign, PromotionPlanLine
from performance.promotion_plan.permissions import can_place_campaign
from performance.promotion_plan.states import PromotionPlanStatus
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.round_lock import refuse_in_round
from salesmgmt.core.state import lock, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def open_lines(campaign: Campaign) -> Any:
    """The lines of the approved promotion plan of the campaign's year."""
    return PromotionPlanLine.objects.filter(
        plan__status=PromotionPlanStatus.APPROVED, plan__year=campaign.starts_on.year
    ).select_related("plan")


def line_of(campaign: Campaign) -> PromotionPlanLine | None:
    """The line of an approved promotion plan that the campaign carries out; None outside the plan (MKT-03)."""
    found = (
        PlannedCampaign.objects.filter(campaign=campaign, line__plan__status=PromotionPlanStatus.APPROVED)
        .select_related("line__plan")
        .first()
    )
    return found.line if found else None


@transaction.atomic
def place_campaign(pk: int, user: User, line: PromotionPlanLine | None = None) -> Campaign:
    """Put the campaign into a line of the approved plan of its year, or take it out again (MKT-03)."""
    campaign = lock(Campaign, pk)
    require(can_place_campaign(user, campaign))
    refuse_in_round(campaign)
    before = line_of(campaign)
    if line is None:
        PlannedCampaign.objects.filter(campaign=campaign).delete()
    else:
        if not open_lines(campaign).filter(pk=line.pk).exists():
            raise BusinessError(_("Choose a line of the approved promotion plan of the campaign's year."))
        PlannedCampaign.objects.update_or_create(campaign=campaign, defaults={"line": line, "placed_by": user})
    changes = {"promotion plan": [str(before or ""), str(line or "")]}
    audit.record(campaign, user, gettext_noop("Place in the promotion plan"), changes=changes)
    return campaign
