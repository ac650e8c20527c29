from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.campaign.states import OPEN, WITH_TASKS, CampaignStatus
from salesmgmt.core.permissions import may, may_at_all, right_of, scopes
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.campaign.models import Campaign, CampaignTask
    from customers.customer.models import Customer
    from salesmgmt.core.models import User


@because(_("Campaigns are run by the sales managers."))
def can_edit_campaign(user: User, campaign: Campaign | None = None) -> bool:
    return bool(scopes(user, "campaign", "U"))


@because(_("A campaign is submitted by a sales manager, while it can still be edited."))
def can_submit_campaign(user: User, campaign: Campaign) -> bool:
    return campaign.is_editable and can_edit_campaign(user)


@because(_("A customer is invited by whoever is in charge of him, or by the organisers of the campaign."))
def can_invite(user: User, customer: Customer) -> bool:
    """Whoever organises campaigns, anybody; a rep the customers in his charge (REL-02)."""
    return bool(scopes(user, "campaign", "U")) or may(user, "customer", "U", owner=customer.owner)


@because(_("Only the organisers of a campaign and those in charge of customers invite to it."))
def can_invite_somebody(user: User, campaign: Campaign) -> bool:
    return bool(scopes(user, "campaign", "U") or scopes(user, "customer", "U"))


def can_invite_to_campaign(user: User, campaign: Campaign) -> bool:
    return campaign.status in OPEN and can_invite_somebody(user, campaign)


@because(_("Tasks of a campaign are given by its organisers, until it is finished."))
def can_give_task(user: User, campaign: Campaign) -> bool:
    """MKT-04"""
    return campaign.status in WITH_TASKS and can_edit_campaign(user)


@because(_("A task of a campaign is ticked off by its person or by the organisers, until the campaign is finished."))
def can_tick_task(user: User, task: CampaignTask) -> bool:
    """MKT-04"""
    return task.campaign.status in WITH_TASKS and (task.person_id == user.pk or can_edit_campaign(user))


@because(right_of("lead", "C"))
def can_enter_lead(user: User, campaign: Campaign) -> bool:
    """Whoever enters leads, for a campaign that was not called off (MKT-05)."""
    return campaign.status != CampaignStatus.CANCELLED and may_at_all(user, "lead", "C")
