"""What pre-draws tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from performance.pre_draw.drawing import draw_month
from performance.pre_draw.models import PreDraw
from performance.pre_draw.permissions import can_see_pre_draws
from performance.pre_draw.states import PreDrawStatus
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role, has


def register():
    registry.register_document(PreDraw, "PDR", _("Pre-draw"), _("Pre-draws"), "wallet", "pre-draw-list")
    registry.register_menu("performance", _("Pre-draws"), "pre-draw-list", "wallet", can_see_pre_draws, 54)
    registry.register_command("commission", "month_computed", "pre_draw", draw_month)
    registry.register_home_card(
        "pre-draws-to-approve",
        _("Pre-draws to approve"),
        has(Role.GM),
        lambda user: PreDraw.objects.visible_to(user).filter(status=PreDrawStatus.CALCULATED),
        f"pre-draw-list?status={PreDrawStatus.CALCULATED}",
        icon="wallet",
        tone="warn",
        order=58,
    )
