"""What the bonus scale and awards tell core about themselves."""

from django.utils.translation import gettext_lazy as _

from performance.bonus.models import Award
from performance.bonus.permissions import can_see_awards, can_see_scale
from performance.bonus.states import AwardStatus
from salesmgmt.core import registry
from salesmgmt.core.permissions import Role, has
from salesmgmt.core.web.status import register_tones


def register():
    registry.register_document(Award, "AWD", _("Award"), _("Awards"), "award", "award-list")
    registry.register_menu("performance", _("Awards"), "award-list", "award", can_see_awards, 58)
    registry.register_menu("performance", _("Bonus scale"), "bonus-scale", "stairs-up", can_see_scale, 59)
    registry.register_home_card(
        "awards-to-decide",
        _("Awards to decide"),
        has(Role.GM),
        lambda user: Award.objects.visible_to(user).filter(status=AwardStatus.PROPOSED),
        f"award-list?status={AwardStatus.PROPOSED}",
        icon="award",
        tone="warn",
        order=59,
    )
    register_tones(warn=[AwardStatus.PROPOSED])
