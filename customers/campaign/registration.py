"""What campaigns tell core."""

from django.utils.translation import gettext_lazy as _

from customers.campaign.approval import CAMPAIGN
from customers.campaign.models import Campaign
from customers.campaign.states import CampaignStatus
from customers.campaign.tasks import TODO
from salesmgmt.core.domain import approvals
from salesmgmt.core.permissions import may_at_all, reads
from salesmgmt.core.registry import (
    Tab,
    register_document,
    register_lookup,
    register_menu,
    register_tab,
    register_task_kind,
)
from salesmgmt.core.web.status import register_tones


def register():
    approvals.register(CAMPAIGN)
    register_document(Campaign, "CAM", _("Campaign"), _("Campaigns"), "confetti", "campaign-list")
    register_menu("visits", _("Campaigns"), "campaign-list", "confetti", reads("campaign"), order=58)
    register_tones(good=[CampaignStatus.EVALUATED])
    register_task_kind(
        TODO,
        _("Task of a campaign"),
        "confetti",
        by_hand=False,
        how=_("Tick the task off on the page of the campaign."),
    )
    register_lookup(
        "campaign",
        lambda user: Campaign.objects.visible_to(user).exclude(status=CampaignStatus.CANCELLED),
        label=lambda campaign: campaign.name,
        note=lambda campaign: f"{campaign.number} · {campaign.starts_on:%Y-%m-%d}",
    )
    register_tab(
        "customer",
        Tab(
            "campaigns",
            _("Campaigns"),
            "customer-campaigns",
            icon="confetti",
            order=82,
            count=lambda customer, user: customer.invitations.all(),
            can=lambda user, customer: may_at_all(user, "campaign", "R"),
        ),
    )
