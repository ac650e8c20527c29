"""Who may do what with promotion plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from salesmgmt.core.permissions import may_at_all, right_of, scopes
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.campaign.models import Campaign
    from performance.promotion_plan.models import PromotionPlan
    from salesmgmt.core.models import User


@because(right_of("promotion_plan", "R"))
def reads_promotion_plans(user: User) -> bool:
    return may_at_all(user, "promotion_plan", "R")


@because(_("Promotion plans are written by the sales managers."))
def can_write_plan(user: User) -> bool:
    return bool(scopes(user, "promotion_plan", "C"))


@because(_("A promotion plan is edited by the sales managers, while it is a draft."))
def can_edit_plan(user: User, plan: PromotionPlan) -> bool:
    return plan.is_editable and bool(scopes(user, "promotion_plan", "U"))


@because(_("A campaign takes its place in the promotion plan from the sales managers, before it is submitted."))
def can_place_campaign(user: User, campaign: Campaign) -> bool:
    """MKT-03: what is decided with the campaign is settled before it is submitted."""
    return campaign.is_editable and bool(scopes(user, "campaign", "U")) and can_write_plan(user)
