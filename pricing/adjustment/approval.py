from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pricing.adjustment import effect, proposal, review
from pricing.adjustment.forms import EffectForm
from pricing.adjustment.models import PriceAdjustment
from pricing.adjustment.permissions import can_edit_adjustment
from salesmgmt.core import audit
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.domain.approvals.snapshot import IGNORED
from salesmgmt.core.permissions import Role
from salesmgmt.core.templatetags.salesmgmt import money

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def steps_for_adjustment(adjustment: PriceAdjustment, policy: Any) -> list[Step]:
    """Whom SET-54a names decides; what he wrote or changed himself his superior decides on (PRC-08, SEC-04, CF-28)."""
    role, label = Role.MGR, pgettext_lazy("price adjustment", "Sales manager: decision")
    if policy.price_adjustment_approver == "gm":
        role, label = Role.GM, pgettext_lazy("price adjustment", "General manager: decision")
    return [Step(1, role, label, PriceAdjustment.Status.SUBMITTED, key=review.DECIDE)]


def snapshot_of_adjustment(adjustment: PriceAdjustment) -> dict:
    """The content and the prices that are named; what is computed from it follows from it."""
    ignored = (*IGNORED, *PriceAdjustment.FIGURES, "computed_at", "base", "price_list", "approved_at", "approved_by")
    picks = adjustment.picks.select_related("product").values_list("product__code", "price")
    return {
        "fields": audit.field_values(adjustment, exclude=ignored),
        "lines": {code: {"price": audit.as_text(price)} for code, price in picks},
    }


def adjustment_card(adjustments: Any, user: User) -> Any:
    """What is decided: how far, from when, for how many items and customers (PRC-07)."""
    return {
        each.pk: [
            (_("Effective from"), f"{each.effective_on:%Y-%m-%d}"),
            (_("Items"), str(each.item_count)),
            (_("Customers"), str(each.customer_count)),
            (_("Effect on twelve months"), money(each.impact_amount)),
        ]
        for each in adjustments
    }


PRICE_ADJUSTMENT = Approval(
    model=PriceAdjustment,
    steps_for=steps_for_adjustment,
    approved=PriceAdjustment.Status.APPROVED,
    rejected=PriceAdjustment.Status.REJECTED,
    returned=PriceAdjustment.Status.DRAFT,
    withdrawn=PriceAdjustment.Status.DRAFT,
    can_submit=can_edit_adjustment,
    check_submit=proposal.check_submit,
    check_decision=review.check_decision,
    decision_form=lambda step: EffectForm if step.key == review.DECIDE else None,
    on_submitted=proposal.on_submitted,
    approved_fields=effect.approved_fields,
    on_approved=effect.on_approved,
    snapshot=snapshot_of_adjustment,
    amount=lambda adjustment: None,
    card=adjustment_card,
    title=lambda adjustment: adjustment.title,
)
