"""What price policies tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from pricing.policy.approval import PRICE_POLICY
from pricing.policy.models import PricePolicy
from pricing.policy.permissions import can_edit_policy
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import may_at_all


def register():
    approvals.register(PRICE_POLICY)
    register_draft(PricePolicy, can_edit_policy)
    registry.register_document(
        PricePolicy, "ZC", _("Price policy"), _("Price policies"), "gavel", "price-policy-list", search=False
    )
    registry.register_menu(
        "pricing",
        _("Price policies"),
        "price-policy-list",
        "gavel",
        lambda user: may_at_all(user, "price_policy", "R"),
        55,
    )
