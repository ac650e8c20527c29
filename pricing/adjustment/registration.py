"""What price adjustments tell core about themselves."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pricing.adjustment.approval import PRICE_ADJUSTMENT
from pricing.adjustment.clock import ask_for_proposals, run_daily
from pricing.adjustment.computing import quotes_of
from pricing.adjustment.models import PriceAdjustment
from pricing.adjustment.permissions import can_edit_adjustment, can_propose
from pricing.adjustment.proposal import PROPOSAL_TASK, propose_for_reviews, reopen_reviews
from pricing.adjustment.states import AdjustmentStatus
from pricing.material.permissions import can_review_price
from pricing.material.states import ReviewStatus
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.detail import Action
from salesmgmt.core.web.status import register_tones


def reads(user):
    return may_at_all(user, "price_adjustment", "R")


def register():
    approvals.register(PRICE_ADJUSTMENT)
    register_draft(PriceAdjustment, can_edit_adjustment, after=reopen_reviews)
    register_tones(good=[AdjustmentStatus.IMPLEMENTED, ReviewStatus.PROPOSED], info=[AdjustmentStatus.JOINT_REVIEW])
    registry.register_document(
        PriceAdjustment,
        "TJ",
        _("Price adjustment"),
        _("Price adjustments"),
        "trending-up",
        "price-adjustment-list",
        search=False,
    )
    registry.register_lookup(
        "price_adjustment",
        lambda user: PriceAdjustment.objects.visible_to(user),
        label=lambda adjustment: adjustment.number,
        search_fields=("number", "title"),
        note=lambda adjustment: adjustment.title,
    )
    registry.register_menu("pricing", _("Price adjustments"), "price-adjustment-list", "trending-up", reads, 35)
    registry.register_task_kind(PROPOSAL_TASK, _("Propose price adjustments"), "trending-up", by_hand=True)
    registry.register_periodic(
        "price-adjustments", _("Price adjustments that come into force"), "5 0 * * *", run_daily, rules="PRC-09"
    )
    registry.register_periodic(
        "price-proposals",
        _("Price proposals of the quarter"),
        "0 6 1 * *",
        ask_for_proposals,
        rules="PRC-07",
        every_slot=True,
    )
    registry.register_action(
        "price_review",
        Action(
            "propose",
            _("Propose an adjustment"),
            can_review_price,
            propose_for_reviews,
            to=ReviewStatus.PROPOSED,
            style="primary",
            icon="trending-up",
            help_text=_("All products that wait for a review because of this material go into one proposal."),
            goto=lambda made, review: reverse("price-adjustment-edit", args=[made.pk]),
        ),
    )
    registry.register_home_card(
        "price-adjustments-running",
        _("Price adjustments whose customers are to be told"),
        can_propose,
        lambda user: PriceAdjustment.objects.visible_to(user).filter(status=AdjustmentStatus.IMPLEMENTED),
        f"price-adjustment-list?status={AdjustmentStatus.IMPLEMENTED}",
        icon="trending-up",
        tone="info",
        order=46,
    )
    registry.register_tab(
        "price_adjustment",
        registry.Tab(
            "items",
            _("Items"),
            "price-adjustment-items",
            icon="list-details",
            order=10,
            count=lambda adjustment, user: adjustment.lines.all(),
        ),
    )
    registry.register_tab(
        "price_adjustment",
        registry.Tab(
            "quotes",
            _("Open quotes at the old price"),
            "price-adjustment-quotes",
            icon="file-dollar",
            order=20,
            count=lambda adjustment, user: quotes_of(adjustment).visible_to(user),
            can=lambda user, adjustment: may_at_all(user, "quote", "R"),
        ),
    )
