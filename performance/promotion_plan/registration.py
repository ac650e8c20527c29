"""What promotion plans tell core, and what they answer the campaigns."""

from django.utils.translation import gettext_lazy as _

from performance.promotion_plan.approval import PROMOTION_PLAN
from performance.promotion_plan.clock import open_plan_draft
from performance.promotion_plan.forms import PlaceForm
from performance.promotion_plan.models import PromotionPlan
from performance.promotion_plan.permissions import can_edit_plan, can_place_campaign, reads_promotion_plans
from performance.promotion_plan.placing import line_of, place_campaign
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.web.detail import Action


def register():
    approvals.register(PROMOTION_PLAN)
    register_draft(PromotionPlan, can_edit_plan)
    registry.register_document(
        PromotionPlan,
        "PRM",
        _("Promotion plan"),
        _("Promotion plans"),
        "speakerphone",
        "promotion-plan-list",
        search=False,
    )
    registry.register_menu(
        "market", _("Promotion plans"), "promotion-plan-list", "speakerphone", reads_promotion_plans, 84
    )
    registry.register_fact("campaign", "plan_line", line_of)
    registry.register_action(
        "campaign",
        Action(
            "place",
            _("Place in the promotion plan"),
            can_place_campaign,
            place_campaign,
            form=PlaceForm,
            initial=lambda user, campaign: {"line": line_of(campaign)},
            icon="speakerphone",
        ),
    )
    registry.register_section(
        "campaign",
        registry.Section("plan", "performance/promotion_plan/_section.html", _place_on_page, order=20),
    )
    registry.register_periodic(
        "promotion-plan-draft",
        _("Draft of the promotion plan"),
        "25 0 1 1 *",
        open_plan_draft,
        "MKT-01",
        every_slot=True,
    )


def _place_on_page(campaign, user):
    """The line of the plan on the campaign's page, for those who read the plan."""
    if not reads_promotion_plans(user):
        return None
    return {"line": line_of(campaign)}
