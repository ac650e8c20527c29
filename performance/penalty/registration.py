"""What penalties tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from performance.penalty.models import Penalty
from performance.penalty.permissions import can_see_penalties
from performance.penalty.states import PenaltyStatus
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role, has
from salesmgmt.core.web.status import register_tones


def register():
    registry.register_document(Penalty, "PEN", _("Penalty"), _("Penalties"), "gavel", "penalty-list")
    registry.register_menu("performance", _("Penalties"), "penalty-list", "gavel", can_see_penalties, 56)
    for status, label, role, order in (
        (PenaltyStatus.PROPOSED, _("Penalties to hear"), Role.DIR, 60),
        (PenaltyStatus.HEARD, _("Penalties to decide"), Role.GM, 61),
        (PenaltyStatus.DECIDED, _("Penalties to recover"), Role.FIN, 62),
    ):
        registry.register_home_card(
            f"penalties-{status}",
            label,
            has(role),
            lambda user, status=status: Penalty.objects.visible_to(user).filter(status=status),
            f"penalty-list?status={status}",
            icon="gavel",
            tone="warn",
            order=order,
        )
    register_tones(
        warn=[PenaltyStatus.PROPOSED, PenaltyStatus.HEARD],
        info=[PenaltyStatus.DECIDED],
        good=[PenaltyStatus.RECOVERED],
        neutral=[PenaltyStatus.DISMISSED],
    )
