"""What special discounts tell core about themselves, and what they know about the quotes they belong to."""

from django.utils.translation import gettext_lazy as _

from pricing.discount.approval import DISCOUNT
from pricing.discount.coverage import void_undercut, why_locked, why_not_approved
from pricing.discount.forms import DiscountReasonForm
from pricing.discount.models import SpecialDiscount
from pricing.discount.permissions import can_submit_discount
from pricing.discount.quote_page import discounts_on_page, needs_discount, why_not_approvable_yet
from pricing.discount.request import request_discount
from salesmgmt.core import registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.discarding import register_draft
from salesmgmt.core.permissions import may_at_all
from salesmgmt.core.web.detail import Action


def register():
    approvals.register(DISCOUNT)
    register_draft(SpecialDiscount, can_submit_discount)
    registry.register_document(
        SpecialDiscount, "DIS", _("Special discount"), _("Special discounts"), "discount", "special-discount-list"
    )
    registry.register_menu(
        "pricing",
        _("Special discounts"),
        "special-discount-list",
        "discount",
        lambda user: may_at_all(user, "special_discount", "R"),
        20,
    )
    _tell_quotes()


def _tell_quotes():
    registry.register_fact("quote", "why_locked", why_locked)
    registry.register_fact("quote", "why_not_approvable", why_not_approved)
    registry.register_fact("quote", "discounts", discounts_on_page)
    registry.register_fact("quote", "why_not_approvable_yet", why_not_approvable_yet)
    registry.register_command("quote", "rewritten", "discount", void_undercut)
    registry.register_action(
        "quote",
        Action(
            "discount",
            _("Ask for a special discount"),
            needs_discount,
            request_discount,
            form=DiscountReasonForm,
            style="primary",
            icon="discount",
            beside_round=True,
            help_text=_("The special lines go to the sales manager with list price, requested price and your reason."),
            order=20,
        ),
    )
